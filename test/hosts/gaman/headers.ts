/** Headers as GamanJS has them: a value that is missing is undefined, and each entry says whether it was set here. */
export class GamanHeaders {
	readonly #entries = new Map<string, [value: string | string[], isSet: boolean]>();

	constructor(headers: Readonly<Record<string, string | string[] | undefined>> = {}) {
		for (const [name, value] of Object.entries(headers)) {
			if (value) this.#entries.set(name.toLowerCase(), [value, false]);
		}
	}

	get(name: string): string | undefined {
		const value = this.#entries.get(name.toLowerCase())?.[0];
		return Array.isArray(value) ? value.join(', ') : value;
	}

	set(name: string, value: string | string[]): this {
		this.#entries.set(name.toLowerCase(), [value, true]);
		return this;
	}

	has(name: string): boolean {
		return this.#entries.has(name.toLowerCase());
	}

	delete(name: string): boolean {
		return this.#entries.delete(name.toLowerCase());
	}

	entries(): IterableIterator<[string, [value: string | string[], isSet: boolean]]> {
		return this.#entries.entries();
	}

	/** As `ServerResponse.setHeaders` takes them. */
	toMap(): Map<string, string | string[]> {
		return new Map([...this.#entries].map(([name, [value]]) => [name, value]));
	}
}
