/** What a request can do with its session, one call each. */
export type Operation =
	| { readonly do: 'get' | 'has' | 'delete'; readonly key: string }
	| { readonly do: 'set' | 'flash'; readonly key: string; readonly text: string }
	/** Appends its mark, so that the value tells which updates it has seen, and in which order. */
	| { readonly do: 'update'; readonly key: string; readonly mark: string }
	| { readonly do: 'clear' | 'touch' | 'save' | 'reload' | 'regenerate' | 'destroy' }
	| { readonly do: 'identify'; readonly subject: string | null }
	/** The headers leave, and the request goes on: a stream or a socket. */
	| { readonly do: 'send' }
	/** The answer is complete. */
	| { readonly do: 'commit' };

/** What can be done to sessions from outside. They are named by their tokens. */
export type Revocation =
	| { readonly do: 'revoke'; readonly token: string; readonly subject: string }
	| { readonly do: 'revokeAll'; readonly subject: string; readonly except: string | null };

/**
 * What a call came to. `'ended'` and `'headers sent'` are refusals, after which nothing has changed; `'failed'` is a
 * fault of the store, after which anything may have.
 */
export type Outcome =
	| { readonly is: 'done'; readonly value?: string | number | boolean | null }
	| { readonly is: 'ended' | 'headers sent' }
	| { readonly is: 'failed'; readonly because: string };

/** What an answer does to the browser's cookie. */
export type CookieChange = 'none' | 'removed' | { readonly value: string };

/** What a visitor with a session's cookie finds. A flash is seen by its key alone, for to read it is to take it. */
export interface Sight {
	readonly values: Readonly<Record<string, string>>;
	readonly flashes: readonly string[];
	readonly subject: string | null;
}

/** A call in words, for the events that a failure prints. */
export function describe({ do: name, ...rest }: Operation | Revocation): string {
	return [name, ...Object.values(rest)].join(' ');
}

/** The value that an update makes. */
export function withMark(text: string | null, mark: string): string {
	return `${text ?? ''}+${mark}`;
}
