import type { Session, Sessions } from 'sojourn';

/** What a session of the demo holds. */
export interface DemoData {
	/** What the visitor is called. */
	name: string;
	/** How often the page was opened. */
	visits: number;
	/** How many there are of which goods. A Map comes back as a Map. */
	basket: Map<string, number>;
	/** A flash: what the next page says, once. */
	notice: string;
}

export type DemoSession = Session<DemoData>;
export type DemoSessions = Sessions<DemoData>;

/** The name of the session's cookie. Its own, because on one host all ports share their cookies. */
export const cookieName = 'sojourn-demo';
