/** The parts of a request that are used: a Web `Request`, or one of `node:http`. */
export interface RequestLike {
	readonly url?: string | undefined;
	readonly headers: FetchHeaders | NodeHeaders;
	readonly socket?: object | null | undefined;
}

interface FetchHeaders {
	get(name: string): string | null | undefined;
}

/** Headers by their lower-case names, as `node:http` gives them. */
type NodeHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Whether a session can be opened from it as from a request. Its headers are not touched: `node:http` parses them when they are. */
export function isRequestLike(source: unknown): source is RequestLike {
	return typeof source === 'object' && source !== null && 'headers' in source;
}

/** Whether they are those of a Web `Request`. */
export function isFetchHeaders(headers: FetchHeaders | NodeHeaders): headers is FetchHeaders {
	return typeof headers.get === 'function';
}
