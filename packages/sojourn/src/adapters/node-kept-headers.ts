import type { ClientRequest, OutgoingHttpHeader, ServerResponse } from 'node:http';

/** Responses have it too, which the types of node leave out; those of HTTP/2 have not, whose names are all in lower case. */
type WithRawNames = Partial<Pick<ClientRequest, 'getRawHeaderNames'>>;

interface Header {
	/** As it was written, in upper and lower case. */
	readonly name: string;
	readonly value: OutgoingHttpHeader;
}

/** The headers of a response at one moment, to be put back on it. They are asked and set as those of a response. */
export class KeptHeaders {
	/** By their names in lower case. */
	readonly #headers = new Map<string, Header>();

	constructor(response: ServerResponse & WithRawNames) {
		for (const name of response.getRawHeaderNames?.() ?? response.getHeaderNames()) {
			const value = response.getHeader(name);
			// Others append to a list in its place.
			if (value !== undefined) this.setHeader(name, Array.isArray(value) ? [...value] : value);
		}
	}

	getHeader(name: string): OutgoingHttpHeader | undefined {
		return this.#headers.get(name.toLowerCase())?.value;
	}

	setHeader(name: string, value: OutgoingHttpHeader): void {
		this.#headers.set(name.toLowerCase(), { name, value });
	}

	/** Undoes what was done to the response meanwhile. */
	putBackOn(response: ServerResponse): void {
		for (const name of response.getHeaderNames()) response.removeHeader(name);
		for (const { name, value } of this.#headers.values()) response.setHeader(name, value);
	}
}
