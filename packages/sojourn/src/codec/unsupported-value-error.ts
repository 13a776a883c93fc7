/** A value that cannot be stored. Its message names the place and the kind, never the value. */
export class UnsupportedValueError extends TypeError {
	override readonly name = 'UnsupportedValueError';
	/** Where it stands in what was to be stored, such as `friends[2].callback`; empty for the value itself. */
	readonly path: string;

	/**
	 * @param path where it stands
	 * @param kind what it is, such as `a function`
	 */
	constructor(path: string, kind: string) {
		super(`${path === '' ? 'The value' : `What stands at ${path}`} cannot be stored: it is ${kind}.`);
		this.path = path;
	}
}
