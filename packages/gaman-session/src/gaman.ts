// What GamanJS hands to an integration and takes from it, typed by the parts that are used.

import type { Session, Sessions } from 'sojourn';

declare global {
	namespace Gaman {
		interface Context {
			/** The visitor's session. */
			session: Session;
			/** The manager of all sessions: lists and ends those of a user, and tells what happens. */
			sessions: Sessions;
		}
	}
}

/** Headers of a request or a response. */
export interface GamanHeaders {
	get(name: string): string | null | undefined;
	set(name: string, value: string | string[]): unknown;
	delete(name: string): unknown;
	/** By lower-case name; each says whether it was set here, by a handler. */
	entries(): Iterable<readonly [name: string, entry: readonly [value: unknown, isSet: boolean]]>;
}

/** A request. Its `url` begins with `http://` whatever the visitor used. */
export interface GamanRequest {
	readonly url: string;
	readonly headers: GamanHeaders;
}

/** The attributes of a cookie. */
export interface GamanCookieOptions {
	readonly path?: string;
	readonly domain?: string;
	/** Seconds. */
	readonly maxAge?: number;
	readonly expires?: Date;
	readonly httpOnly?: boolean;
	readonly secure?: boolean;
	readonly sameSite?: boolean | 'lax' | 'strict' | 'none';
	readonly partitioned?: boolean;
	readonly priority?: 'low' | 'medium' | 'high';
	/** What the value is written through. */
	readonly encode?: (value: string) => string;
}

/** The cookies that the answer will carry. */
export interface GamanCookies {
	set(name: string, value: string, options: GamanCookieOptions): void;
	delete(name: string, options: GamanCookieOptions): void;
}

/** The answer of `node:http`. Its head leaves when `writeHead` is called, by whoever ends it. */
export interface GamanRawAnswer {
	writeHead: (...head: never[]) => unknown;
	getHeader(name: string): unknown;
	setHeader(name: string, value: string[]): unknown;
	removeHeader(name: string): unknown;
	once(event: 'close', listener: () => void): unknown;
}

/** The context of a request, as an integration is given it. */
export interface GamanContext {
	readonly request: GamanRequest;
	readonly cookies: GamanCookies;
	session?: Session;
	sessions?: Sessions;
}

/** Where GamanJS keeps the answer of `node:http` in a context; its types leave that out. */
const rawAnswer = Symbol.for('gaman.httpResponse');

/** The answer of `node:http` that a context is for. */
export function rawAnswerOf(context: GamanContext): GamanRawAnswer {
	return Reflect.get(context, rawAnswer);
}

/** What a handler answers with: an object of the framework's own class. */
export interface GamanAnswer {
	readonly headers: GamanHeaders;
}

/** The integration, as GamanJS calls it. */
export interface SessionIntegration {
	readonly name: string;
	readonly priority: 'very-high';
	/** Begins to connect where there is something to connect to. */
	readonly onLoad: () => void;
	/** Gives the context its session. */
	readonly onRequest: (context: GamanContext) => undefined;
	/**
	 * Stores the session. Answers the response to send instead where that failed, and else nothing, which GamanJS asks
	 * for although its types do not say so.
	 */
	readonly onResponse: <Answer>(context: GamanContext, response: Answer & GamanAnswer) => Promise<Answer>;
	/** Sees to it that the store is closed with the server. */
	readonly onListen: (server: { once(event: 'close', listener: () => void): unknown } | null) => void;
}

/** What `registerIntegration` and a block's `includes` take. */
export interface SessionIntegrationFactory {
	(app: unknown): SessionIntegration;
	/** The mark without which `includes` ignores it. */
	readonly [integrationMark]: true;
}

/** The mark of an integration's factory. */
export const integrationMark: unique symbol = Symbol.for('gaman.isIntegrationFactory');
