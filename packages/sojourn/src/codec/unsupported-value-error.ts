/** A value that cannot be stored. Its message names the place and the kind, never the value. */
export class UnsupportedValueError extends TypeError {
	override readonly name = 'UnsupportedValueError';
	/**
	 * Where it stands in what was to be stored, such as `friends[2].callback`; empty for the value itself. Inside a Map
	 * it counts: `prices[3][1]` is the value of the fourth entry, `prices[3][0]` its key.
	 */
	readonly path: string;
	/** What it is, such as `a function`. */
	readonly kind: string;

	/** Thrown by serializers: what `createSerializer` makes, and yours if you like. */
	constructor(path: string, kind: string, cause?: unknown) {
		super(
			`${path === '' ? 'The value' : `What stands at ${path}`} cannot be stored: it is ${kind}.`,
			cause === undefined ? {} : { cause },
		);
		this.path = path;
		this.kind = kind;
	}

	/** Whether it is such an error, or one of another copy of this package, as the serializer of that throws. */
	static override [Symbol.hasInstance](value: unknown): boolean {
		const { name }: { readonly name?: unknown } = Object(value);
		// biome-ignore lint/complexity/noThisInStatic: a class that extends this one is asked for its own instances
		return super[Symbol.hasInstance](value) || (this === UnsupportedValueError && name === 'UnsupportedValueError');
	}
}
