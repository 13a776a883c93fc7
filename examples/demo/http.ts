import type { DemoSession, DemoSessions } from './session-data.ts';

/** A request, in the words that every framework has. */
export interface DemoRequest {
	readonly method: string;
	readonly url: URL;
	/** A header by its lower-case name. */
	header(name: string): string | null;
	/** The text of the body. */
	text(): Promise<string>;
}

/** An answer, in the words that every framework has. */
export interface DemoAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** A request, whose session it has, and the manager of all sessions. */
export interface Visit {
	readonly request: DemoRequest;
	readonly session: DemoSession;
	readonly sessions: DemoSessions;
}

/** The demo, whatever framework serves it. */
export type Application = (visit: Visit) => Promise<DemoAnswer>;

/** Sends the browser to another page with a GET (RFC 9110, section 15.4.4). */
export function redirect(location: string): DemoAnswer {
	return { status: 303, headers: { location }, body: '' };
}
