/** One value of a session, encoded. */
export interface Entry {
	/** What the serializer made of the value. */
	readonly text: string;
	/** Whether the first request that gets it takes it. */
	readonly flash: boolean;
}

/** How long a session may live. */
export interface Limits {
	/** Seconds without a renewal after which it ends. */
	readonly idle: number;
	/** Seconds after its creation at which it ends whatever happens. */
	readonly absolute: number;
	/** The cookie goes when the browser is closed: it carries no Max-Age. */
	readonly browser: boolean;
}

/** Everything a session remembers. Never changed in place: a change makes a new one. */
export interface SessionState extends Limits {
	readonly values: ReadonlyMap<string, Entry>;
	/** Milliseconds since the epoch. Survives `regenerate`. */
	readonly created: number;
	/** Milliseconds since the epoch: when the idle limit last started anew. */
	readonly renewed: number;
	/** Whose session it is, as the application named it, or null. */
	readonly subject: string | null;
}

/** The values of a session that holds nothing. */
export const noValues: ReadonlyMap<string, Entry> = new Map();

/** The state of a session that begins now. */
export function newState(now: number, limits: Limits): SessionState {
	return {
		values: noValues,
		created: now,
		renewed: now,
		idle: limits.idle,
		absolute: limits.absolute,
		browser: limits.browser,
		subject: null,
	};
}
