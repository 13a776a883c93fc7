import type { Readable } from 'node:stream';
import { GamanHeaders } from './headers.ts';

export interface ResponseOptions {
	readonly status?: number;
	readonly statusText?: string;
	readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** What handlers answer with: the framework's own class, not the global one. */
export class Response {
	readonly body: string | Uint8Array | Readable | null | undefined;
	readonly status: number;
	readonly statusText: string;
	readonly headers: GamanHeaders;

	constructor(body?: string | Uint8Array | Readable | null, options: ResponseOptions = {}) {
		this.body = body;
		this.status = options.status || 200;
		this.statusText = options.statusText || '';
		this.headers = new GamanHeaders(options.headers);
	}

	static json(data: unknown, options?: ResponseOptions): Response {
		return Response.#typed('application/json', JSON.stringify(data, null, 2), options);
	}

	static text(text: string, options?: ResponseOptions): Response {
		return Response.#typed('text/plain', text, options);
	}

	static html(html: string, options?: ResponseOptions): Response {
		return Response.#typed('text/html', html, options);
	}

	static stream(stream: Readable, options?: ResponseOptions): Response {
		return Response.#typed('application/octet-stream', stream, options);
	}

	static redirect(location: string, status = 302): Response {
		return new Response(null, { status, headers: { Location: location } });
	}

	static #typed(type: string, body: string | Readable, options: ResponseOptions = {}): Response {
		return new Response(body, { ...options, headers: { 'Content-Type': type, ...options.headers } });
	}
}
