import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AnswerHeaders } from '../core/answer-headers.ts';
import { FixedHead } from './node-fixed-head.ts';

type HeadersArgument = OutgoingHttpHeaders | readonly OutgoingHttpHeader[];

/** Takes what `writeHead` was given as if it had been set before, so that our own headers can be added to it. */
export function applyHead(response: ServerResponse, head: readonly unknown[]): void {
	const [status, first, second] = head;
	response.statusCode = Number(status);
	if (typeof first === 'string') response.statusMessage = first;
	const headers = (typeof first === 'string' ? second : first) as HeadersArgument | undefined;
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
 * The head of a response of `node:http`, with its headers as `Headers` has them. Once it is fixed, nothing that anybody
 * else does to the response is of any effect.
 */
export class ResponseHead implements AnswerHeaders {
	readonly #response: ServerResponse;
	#fixed: FixedHead | null = null;

	constructor(response: ServerResponse) {
		this.#response = response;
	}

	/** Keeps status and headers as they are now, until they are put back. */
	fix(): void {
		this.#fixed ??= new FixedHead(this.#response);
	}

	/** Gives the response the head that was fixed, if one was, with what has been added here since. */
	putBack(): void {
		if (!this.#response.headersSent) this.#fixed?.putBackOn(this.#response);
	}

	get(name: string): string | null {
		const value = this.#headers().getHeader(name);
		if (value === undefined) return null;
		return Array.isArray(value) ? value.join(', ') : String(value);
	}

	set(name: string, value: string): void {
		this.#headers().setHeader(name, value);
	}

	append(name: string, value: string): void {
		const headers = this.#headers();
		// Where there is none yet, appending one would check the value twice.
		if (headers.hasHeader(name)) headers.appendHeader(name, value);
		else headers.setHeader(name, value);
	}

	#headers(): ServerResponse | FixedHead {
		return this.#fixed ?? this.#response;
	}
}
