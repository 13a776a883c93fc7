import type { AnySession } from '../session/session.ts';

/** The circumstances under which a session is opened. */
export interface OpenOptions {
	/** The answer can carry no cookie (a socket, a server component): the session can be read, not changed. Default false. */
	readonly readonly?: boolean;
	/** Whether the visitor came over https. Default: as the request says, or unknown for a bare header. */
	readonly secure?: boolean;
	/**
	 * For adapters: called once, when something is first asked of the session, or at once where something was asked
	 * already. From then on the answer has to wait for its commit; one whose session is never asked needs none.
	 */
	readonly onUse?: (session: AnySession) => void;
}

/** What each option has to be. */
const types: Readonly<Record<keyof OpenOptions, 'boolean' | 'function'>> = {
	readonly: 'boolean',
	secure: 'boolean',
	onUse: 'function',
};

/** Refuses options that there are not. Without a list of the names that were given: it is asked at every request. */
export function checkOpenOptions(options: OpenOptions): void {
	if (typeof options !== 'object' || options === null) {
		throw new TypeError('open takes an object of options: sessions.open(request, { readonly: true }).');
	}
	for (const name in options) {
		if (!Object.hasOwn(types, name)) {
			throw new TypeError(`open has no option ${name}. The options are: ${Object.keys(types).join(', ')}.`);
		}
		const type = types[name as keyof OpenOptions];
		const value = options[name as keyof OpenOptions];
		if (value === undefined || typeof value === type) continue;
		throw new TypeError(`open: ${name} must be ${type === 'boolean' ? 'true or false' : 'a function'}.`);
	}
}

/** A request was opened before, with another value of the option. */
export function openedOtherwise(option: string): TypeError {
	return new TypeError(
		`The session of this request was opened before, with another \`${option}\`. Give the option where the request is first opened.`,
	);
}
