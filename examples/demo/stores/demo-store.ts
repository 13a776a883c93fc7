import type { SessionStore } from 'sojourn';

/** A store of the demo, and a way to look into it past the library. */
export interface DemoStore {
	/** What it is called on the page. */
	readonly title: string;
	readonly store: SessionStore;
	/** What really stands there for a session, by the key that is also its public handle; null where nothing does. */
	look(key: string): Promise<StoredRow | null>;
	/** Ends what was opened beside the store. The manager of the sessions closes the store itself. */
	close(): Promise<void>;
}

/** What a store holds of one session, as it stands there. */
export interface StoredRow {
	/** How it was looked up, in a sentence. */
	readonly source: string;
	/** A command that shows the same, or null where there is none. */
	readonly command: string | null;
	readonly key: string;
	readonly version: number;
	/** Milliseconds since the epoch. */
	readonly expiresAt: number;
	readonly subject: string | null;
	readonly data: Uint8Array;
	/** Whether `data` is sealed. */
	readonly sealed: boolean;
}
