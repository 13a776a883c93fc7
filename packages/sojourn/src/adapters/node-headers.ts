import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';

type HeadersArgument = OutgoingHttpHeaders | readonly OutgoingHttpHeader[];

/** Takes what `writeHead` was given as if it had been set before, so that our own headers can be added to it. */
export function applyHead(response: ServerResponse, head: readonly unknown[]): void {
	const [status, first, second] = head;
	response.statusCode = Number(status);
	if (typeof first === 'string') response.statusMessage = first;
	// As node does: a reason that is no text may stand before the headers all the same.
	const headers = (typeof first === 'string' ? second : (second ?? first)) as HeadersArgument | null | undefined;
	for (const [name, value] of headerPairs(headers ?? {})) response.setHeader(name, value);
}

function headerPairs(headers: HeadersArgument): [string, OutgoingHttpHeader][] {
	if (!Array.isArray(headers)) {
		return Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
	}
	const merged = new Map<string, OutgoingHttpHeader>();
	// As node does, so that a list of values stays one: pairs are told by the first of them.
	const flat: readonly unknown[] = Array.isArray(headers[0]) ? headers.flat() : headers;
	for (let index = 0; index + 1 < flat.length; index += 2) {
		const name = String(flat[index]).toLowerCase();
		const before = merged.get(name);
		const values = [before ?? [], flat[index + 1]].flat().map(String);
		const [value, ...more] = values;
		merged.set(name, value !== undefined && more.length === 0 ? value : values);
	}
	return [...merged];
}

/**
 * The reason beside the status, where one was set. HTTP/2 has none (RFC 9113, section 8.3.2), and a response of Node's
 * warns when it is asked for it.
 */
export function reasonOf(response: ServerResponse): string {
	return Object.hasOwn(response, 'statusMessage') ? response.statusMessage : '';
}

/** Sets the reason; an empty one is that of the status. */
export function setReason(response: ServerResponse, reason: string): void {
	if (reasonOf(response) !== reason) response.statusMessage = reason;
}
