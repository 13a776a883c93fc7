import { cookieName } from './session-data.ts';

/** A cookie as the browser sent it. */
export interface SentCookie {
	readonly name: string;
	readonly value: string;
}

const ours = new RegExp(`^(?:__Host-)?${cookieName}(?:\\.\\d)?$`);

/** The session's own cookies in a Cookie header; several where a session was split. */
export function sessionCookies(header: string | null): readonly SentCookie[] {
	return (header ?? '')
		.split(';')
		.map((pair) => {
			const [name = '', value = ''] = pair.trim().split('=');
			return { name, value };
		})
		.filter(({ name }) => ours.test(name));
}
