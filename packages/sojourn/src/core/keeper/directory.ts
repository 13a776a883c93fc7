/** One session of a subject, as a listing shows it. */
export interface ListedSession {
	/** The handle that `session.id` gives, of no use as a cookie. */
	readonly id: string;
	/** When it ends if it is not used again. */
	readonly expiresAt: Date;
}

/** Finds and ends sessions from outside a request. */
export interface Directory {
	list(subject: string): Promise<ListedSession[]>;
	revoke(handle: string, subject: string): Promise<boolean>;
	revokeAll(subject: string, except: string | null): Promise<number>;
}

const handlePattern = /^[0-9a-f]{64}$/;

/** Whether a text may be the handle of a session. Nothing else reaches a store. */
export function isHandle(text: string): boolean {
	return handlePattern.test(text);
}
