import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { GamanCookies } from './cookies.ts';
import { GamanHeaders } from './headers.ts';
import { type GamanRequest, type PlainContext, rawAnswer } from './types.ts';

export function createContext(incoming: IncomingMessage, answer: ServerResponse): PlainContext {
	// The scheme is always http, whatever a proxy in front says.
	const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`);
	const headers = new GamanHeaders(incoming.headers);
	let body: Promise<string> | null = null;
	const text = (): Promise<string> => {
		body ??= readText(incoming);
		return body;
	};
	const request: GamanRequest = {
		method: incoming.method ?? 'GET',
		url: url.href,
		pathname: url.pathname,
		headers,
		params: {},
		header: (name) => headers.get(name),
		text,
		json: async () => JSON.parse(await text()),
		input: async (name) => new URLSearchParams(await text()).get(name) ?? undefined,
	};
	return {
		url,
		request,
		cookies: new GamanCookies(() => request.header('cookie')),
		headers,
		header: request.header,
		params: request.params,
		text: request.text,
		json: request.json,
		input: request.input,
		[rawAnswer]: answer,
	};
}
