import type { Server, ServerResponse } from 'node:http';
import type { GamanApp } from './app.ts';
import type { GamanCookies } from './cookies.ts';
import type { GamanHeaders } from './headers.ts';
import type { HttpException } from './http-exception.ts';
import type { Response } from './response.ts';

declare global {
	namespace Gaman {
		/** What integrations add to the context. */
		interface Context {}
	}
}

/** Where the answer of `node:http` stands in a context. */
export const rawAnswer: unique symbol = Symbol.for('gaman.httpResponse');

export interface GamanRequest {
	readonly method: string;
	/** Always begins with `http://`. */
	readonly url: string;
	readonly pathname: string;
	readonly headers: GamanHeaders;
	readonly params: Record<string, string>;
	readonly header: (name: string) => string | undefined;
	readonly text: () => Promise<string>;
	readonly json: () => Promise<unknown>;
	/** A field of a form that was sent as `application/x-www-form-urlencoded`. */
	readonly input: (name: string) => Promise<string | undefined>;
}

/** What a request begins with: a plain object, without a session of its own. */
export interface PlainContext extends Pick<GamanRequest, 'headers' | 'header' | 'params' | 'text' | 'json' | 'input'> {
	readonly url: URL;
	readonly request: GamanRequest;
	readonly cookies: GamanCookies;
	readonly [rawAnswer]: ServerResponse;
}

/** What handlers and integrations are given. Its types promise what integrations add, whether or not they have run. */
export interface Context extends PlainContext, Gaman.Context {}

/** What ends a request when it is truthy. */
export type NextResponse = Promise<Response | undefined> | Response | object | string | undefined;

export type Handler = (ctx: Context, next: () => undefined) => NextResponse;

/** Handlers by their method, or by what comes after the path. */
export interface Routes {
	readonly [pathOrMethod: string]: Handler | readonly Handler[] | Routes;
}

export type RoutesFactory = (services: object) => Routes;

export type Priority = 'very-high' | 'high' | 'normal' | 'low' | 'very-low';

export interface Integration {
	readonly name: string;
	readonly priority: Priority;
	onLoad?: () => unknown;
	onRequest?: (ctx: Context) => NextResponse;
	onResponse?: (ctx: Context, res: Response) => Promise<Response> | Response;
	onBlockRegister?: (block: Block) => unknown;
	onListen?: (server: Server | null) => unknown;
}

export type IntegrationFactory = (app: GamanApp) => Integration;

export interface BlockDefinition {
	readonly path?: string;
	/** Middlewares, blocks and integrations; what carries no mark is ignored. */
	readonly includes?: readonly (Handler | Block | IntegrationFactory)[];
	readonly priority?: Priority;
	readonly routes?: readonly RoutesFactory[];
	readonly error?: (error: HttpException, ctx: Context, next: () => undefined) => NextResponse;
}

export interface Block extends Omit<BlockDefinition, 'routes'> {
	readonly path: string;
	readonly routes: Routes;
}
