/** The stable codes a {@link SojournError} carries. Messages may change between versions; codes do not. */
export type SojournErrorCode =
	| 'SOJOURN_SECRET_MISSING'
	| 'SOJOURN_SECRET_WEAK'
	| 'SOJOURN_STORE_UNAVAILABLE'
	| 'SOJOURN_STORE_TIMEOUT'
	| 'SOJOURN_STORE_SCHEMA'
	| 'SOJOURN_RECORD_UNREADABLE'
	| 'SOJOURN_SESSION_ENDED'
	| 'SOJOURN_CONFLICT'
	| 'SOJOURN_HEADERS_SENT'
	| 'SOJOURN_NOT_LOADED'
	| 'SOJOURN_VALUE_UNSUPPORTED'
	| 'SOJOURN_TOO_LARGE'
	| 'SOJOURN_UNSUPPORTED'
	| 'SOJOURN_PEER_MISSING';

/** The HTTP status that answers a fault of each code; what is not listed here is a 500. */
const statusOfCode: Partial<Record<SojournErrorCode, number>> = {
	SOJOURN_SESSION_ENDED: 409,
	SOJOURN_CONFLICT: 409,
};

/**
 * A fault of a session, its store or its configuration. Wrong use of the library is a `TypeError`
 * instead. No message ever holds an id, a secret or a session value.
 */
export class SojournError extends Error {
	override readonly name = 'SojournError';
	/** What went wrong, stable across versions. */
	readonly code: SojournErrorCode;
	/** The HTTP status that fits the fault: 409 or 500. */
	readonly status: number;

	/** @param message says what to do, and holds no id, secret or value */
	constructor(code: SojournErrorCode, message: string, options?: { readonly cause?: unknown }) {
		super(message, options);
		this.code = code;
		this.status = statusOfCode[code] ?? 500;
	}

	/** Whether it is such an error, or one of another copy of this package: a program can come to have two, also bundled. */
	static override [Symbol.hasInstance](value: unknown): boolean {
		// biome-ignore lint/complexity/noThisInStatic: a class that extends this one is asked for its own instances
		return super[Symbol.hasInstance](value) || (this === SojournError && Object(value).name === 'SojournError');
	}
}

/** For adapters: the HTTP status of a request whose session could not be stored, 409 when others ended it meanwhile or changed it until the deadline, else 500. */
export function statusOfFailure(error: unknown): number {
	return error instanceof SojournError ? error.status : 500;
}
