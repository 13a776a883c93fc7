import golden from '../../golden/crypto-format-1.json' with { type: 'json' };

/** What one secret sealed in this format, every byte in hex digits. */
export interface GoldenRing {
	/** Null for `secret: false`. */
	readonly secret: string | null;
	readonly idCookies: readonly {
		readonly id: string;
		/** Of the cookie. */
		readonly name: string;
		readonly text: string;
		readonly storeKey: string;
	}[];
	readonly records: readonly {
		readonly id: string;
		readonly storeKey: string;
		readonly nonce: string;
		readonly plaintext: string;
		readonly data: string;
	}[];
	readonly cookieSessions: readonly {
		readonly context: string;
		readonly nonce: string;
		readonly plaintext: string;
		readonly text: string;
	}[];
	readonly subjects: readonly { readonly subject: string; readonly tag: string }[];
}

/** Cookies and records of format 1, kept for as long as sessions may live that were sealed so. */
export const goldenRings: readonly GoldenRing[] = golden.rings;

/** The list of secrets that a golden ring stands for. */
export function secretsOf({ secret }: GoldenRing): readonly string[] {
	return secret === null ? [] : [secret];
}
