import { type Session, type Sessions, SojournError, type UntypedData } from 'sojourn';
import { type CookieChange, type Operation, type Outcome, type Sight, withMark } from './operations.ts';

const name = '__Host-session';

/** The Cookie header of a browser with this cookie, or with none. */
export function cookieHeader(cookie: string | null): string | null {
	return cookie === null ? null : `${name}=${cookie}`;
}

/** What a visitor with this cookie finds, who only looks on; null where there is no session. */
export async function sightOf(sessions: Sessions<UntypedData>, cookie: string): Promise<Sight | null> {
	const session = sessions.open(cookieHeader(cookie), { readonly: true });
	const values = await session.all();
	if (session.id === null) return null;
	const flashes = (await session.keys()).filter((key) => !Object.hasOwn(values, key));
	return { values: values as Sight['values'], flashes, subject: session.subject };
}

/** The public handle of the session of this cookie; null where there is none. */
export async function handleOf(sessions: Sessions<UntypedData>, cookie: string): Promise<string | null> {
	const session = sessions.open(cookieHeader(cookie), { readonly: true });
	await session.load();
	return session.id;
}

/** Ends sessions from outside, and tells what it came to. */
export async function revocationOutcome(revoke: () => Promise<boolean | number>): Promise<Outcome> {
	try {
		return { is: 'done', value: await revoke() };
	} catch (error) {
		return refusalOf(error);
	}
}

/** Makes a call of a request, and tells what it came to. */
export async function outcomeOf(
	sessions: Sessions<UntypedData>,
	session: Session<UntypedData>,
	operation: Operation,
	headers: Headers,
): Promise<Outcome> {
	try {
		return { is: 'done', ...(await perform(sessions, session, operation, headers)) };
	} catch (error) {
		return refusalOf(error);
	}
}

/** What a call has come to that was refused, or that has failed. Any other error is a defect. */
function refusalOf(error: unknown): Outcome {
	if (!(error instanceof SojournError)) throw error;
	switch (error.code) {
		case 'SOJOURN_SESSION_ENDED':
			return { is: 'ended' };
		case 'SOJOURN_HEADERS_SENT':
			return { is: 'headers sent' };
		case 'SOJOURN_STORE_UNAVAILABLE':
		case 'SOJOURN_STORE_TIMEOUT':
			return { is: 'failed', because: `${error.code}: ${error.cause ?? error.message}` };
		default:
			throw error;
	}
}

async function perform(
	sessions: Sessions<UntypedData>,
	session: Session<UntypedData>,
	operation: Operation,
	headers: Headers,
): Promise<{ readonly value?: string | boolean | null }> {
	switch (operation.do) {
		case 'get':
			return { value: await session.get(operation.key) };
		case 'has':
			return { value: await session.has(operation.key) };
		case 'update': {
			const { key, mark } = operation;
			return { value: await session.update(key, (text: string | null) => withMark(text, mark)) };
		}
		case 'set':
			await session.set(operation.key, operation.text);
			return {};
		case 'flash':
			await session.flash(operation.key, operation.text);
			return {};
		case 'delete':
			await session.delete(operation.key);
			return {};
		case 'identify':
			await session.identify(operation.subject);
			return {};
		case 'send':
			await sessions.commit(session, headers);
			sessions.headersSent(session);
			return {};
		case 'commit':
			await sessions.commit(session, headers);
			return {};
		default:
			await session[operation.do]();
			return {};
	}
}

/** What headers do to the browser's cookie. */
export function cookieChangeOf(headers: Headers): CookieChange {
	const [line, ...others] = headers.getSetCookie();
	if (others.length > 0) throw new Error('An answer sets one cookie at most.');
	if (line === undefined) return 'none';
	const [pair = '', ...attributes] = line.split('; ');
	return attributes.includes('Max-Age=0') ? 'removed' : { value: pair.slice(name.length + 1) };
}
