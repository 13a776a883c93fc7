import type { ServerResponse } from 'node:http';
import type { AnswerHeaders } from '../core/http/answer-headers.ts';
import { reasonOf, setReason } from './node-headers.ts';
import { KeptHeaders } from './node-kept-headers.ts';

/** By these the headers of a response are changed; `setHeaders` calls one of them. */
type HeaderMethods = Pick<ServerResponse, 'setHeader' | 'appendHeader' | 'removeHeader'>;

/** Under it a response has its head, once that is fixed. */
const head: unique symbol = Symbol('sojourn.head');

interface WithFixedHead extends ServerResponse {
	[head]: ResponseHead;
}

/**
 * The head of a response of `node:http`, with its headers as `Headers` has them. Once it is fixed, nothing that anybody
 * else does to the response is of any effect.
 */
export class ResponseHead implements AnswerHeaders {
	readonly #response: ServerResponse;
	/** The response's own, or those that other middleware has put in their place before. */
	readonly #methods: HeaderMethods;
	#isFixed = false;
	#statusCode = 0;
	#statusMessage = '';
	/** The fixed headers, from when somebody else changes those of the response: hardly ever. */
	#kept: KeptHeaders | null = null;

	constructor(response: ServerResponse) {
		this.#response = response;
		const { setHeader, appendHeader, removeHeader } = response;
		this.#methods = { setHeader, appendHeader, removeHeader };
	}

	/** Keeps status and headers as they are now, until they are put back. */
	fix(): void {
		if (this.#isFixed) return;
		this.#isFixed = true;
		this.#statusCode = this.#response.statusCode;
		this.#statusMessage = reasonOf(this.#response);
		watch(this.#response, this);
	}

	/** Gives the response the head that was fixed, if one was, with what has been added here since. */
	putBack(): void {
		if (!this.#isFixed || this.#response.headersSent) return;
		this.#isFixed = false;
		if (this.#response.statusCode !== this.#statusCode) this.#response.statusCode = this.#statusCode;
		setReason(this.#response, this.#statusMessage);
		this.#kept?.putBackOn(this.#response);
	}

	/** Lets somebody else change the headers of the response. */
	changeHeaders<Name extends keyof HeaderMethods>(name: Name, parameters: Parameters<HeaderMethods[Name]>): unknown {
		if (this.#isFixed) this.#kept ??= new KeptHeaders(this.#response);
		return Reflect.apply(this.#methods[name], this.#response, parameters);
	}

	get(name: string): string | null {
		const value = (this.#kept ?? this.#response).getHeader(name);
		if (value === undefined) return null;
		return Array.isArray(value) ? value.join(', ') : String(value);
	}

	set(name: string, value: string | string[]): void {
		if (this.#kept === null) this.#methods.setHeader.call(this.#response, name, value);
		else this.#kept.setHeader(name, value);
	}

	/** Into a list of its own: the one that stands there the application may give to all its answers. */
	append(name: string, value: string): void {
		const before = (this.#kept ?? this.#response).getHeader(name);
		this.set(name, before === undefined ? value : [before, value].flat().map(String));
	}
}

/** The same functions for every response, as those of a held answer. */
const watchedMethods = {
	setHeader(this: WithFixedHead, ...parameters: Parameters<HeaderMethods['setHeader']>): unknown {
		return this[head].changeHeaders('setHeader', parameters);
	},
	appendHeader(this: WithFixedHead, ...parameters: Parameters<HeaderMethods['appendHeader']>): unknown {
		return this[head].changeHeaders('appendHeader', parameters);
	},
	removeHeader(this: WithFixedHead, ...parameters: Parameters<HeaderMethods['removeHeader']>): void {
		this[head].changeHeaders('removeHeader', parameters);
	},
};

/** Has the head told before somebody changes it. Other middleware may wrap the methods again, so they stay. */
function watch(response: HeaderMethods & Partial<Pick<WithFixedHead, typeof head>>, fixed: ResponseHead): void {
	const methods = watchedMethods as HeaderMethods;
	response[head] = fixed;
	response.setHeader = methods.setHeader;
	response.appendHeader = methods.appendHeader;
	response.removeHeader = methods.removeHeader;
}
