/**
 * Stands above every session, and refuses a value that is put on the session itself, where it would be lost. A strict
 * program is told by the language; in another one, as those in CommonJS are, the value would vanish without a word.
 */
export const refusedProperties: object = new Proxy(
	{},
	{
		set(_, name) {
			throw new TypeError(
				`A value on the session itself would be lost. Write await session.set('${String(name)}', value).`,
			);
		},
	},
);
