import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createContext } from './context.ts';
import { isMarked } from './define.ts';
import { HttpException } from './http-exception.ts';
import { byPriority } from './priority.ts';
import { Response } from './response.ts';
import { answerOfRoutes } from './routes.ts';
import {
	type Block,
	type Context,
	type Handler,
	type Integration,
	type IntegrationFactory,
	rawAnswer,
} from './types.ts';

/** An application of the small host, which does what GamanJS does with blocks, integrations and answers. */
export class GamanApp {
	readonly blocks: Block[] = [];
	readonly integrations: Integration[] = [];
	readonly #mainBlock: Block;
	server: Server | null = null;

	constructor(mainBlock: Block) {
		this.#mainBlock = mainBlock;
	}

	/** Calls each factory at once; what `onLoad` answers is not waited for. */
	registerIntegration(...factories: readonly IntegrationFactory[]): void {
		for (const factory of factories) {
			const integration = factory(this);
			this.integrations.push(integration);
			integration.onLoad?.();
		}
	}

	/** Serves on 127.0.0.1, and answers with the address once requests are taken. */
	async listen(port = 0): Promise<string> {
		await this.#registerBlock(this.#mainBlock);
		const server = createServer((incoming, answer) => this.#handle(incoming, answer));
		this.server = server;
		await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
		for (const integration of this.integrations) await integration.onListen?.(server);
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		const { server } = this;
		if (server === null) return;
		await new Promise<void>((resolve, reject) => {
			server.close((error) => (error ? reject(error) : resolve()));
			server.closeIdleConnections();
		});
	}

	async #registerBlock(block: Block): Promise<void> {
		for (const integration of this.integrations) await integration.onBlockRegister?.(block);
		this.blocks.push(block);
		const includes = block.includes ?? [];
		this.registerIntegration(...(includes.filter((each) => isMarked('integration', each)) as IntegrationFactory[]));
		for (const child of includes.filter((each) => isMarked('block', each)) as Block[]) {
			await this.#registerBlock({ ...child, path: `${block.path}/${child.path}`.replaceAll(/\/{2,}/g, '/') });
		}
	}

	/** What is thrown while the last answer is made is thrown to nobody, and ends the process. */
	async #handle(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
		const ctx = createContext(incoming, answer) as Context;
		try {
			for (const each of byPriority<Block | Integration>([...this.blocks, ...this.integrations])) {
				const isAnswered =
					'routes' in each ? await this.#runBlock(each, ctx) : await this.#answerWith(await each.onRequest?.(ctx), ctx);
				if (isAnswered) return;
			}
			await this.#send(new Response(undefined, { status: 404 }), ctx);
		} catch (error) {
			console.error(error instanceof Error ? error.message : error);
			console.error(error instanceof HttpException ? error.details : undefined);
			await this.#send(new Response(undefined, { status: 500 }), ctx);
		}
	}

	async #runBlock(block: Block, ctx: Context): Promise<boolean> {
		if (!ctx.request.pathname.startsWith(block.path)) return false;
		const middlewares = (block.includes ?? []).filter((each) => isMarked('middleware', each)) as Handler[];
		try {
			for (const middleware of middlewares) {
				if (await this.#answerWith(await middleware(ctx, () => undefined), ctx)) return true;
			}
			return await this.#answerWith(await answerOfRoutes(block.routes, ctx, block.path), ctx);
		} catch (error) {
			const exception = new HttpException(403, error instanceof Error ? error.message : String(error), error);
			if (await this.#answerWith(await block.error?.(exception, ctx, () => undefined), ctx)) return true;
			throw exception;
		}
	}

	async #answerWith(result: unknown, ctx: Context): Promise<boolean> {
		if (!result) return false;
		await this.#send(responseOf(result), ctx);
		return true;
	}

	/** The one way out: first the integrations, then the headers and cookies that were set on the context. */
	async #send(made: Response, ctx: Context): Promise<void> {
		const answer = ctx[rawAnswer];
		if (answer.writableEnded) return;
		const response = await this.#afterIntegrations(made, ctx);
		for (const [name, [value, isSet]] of ctx.headers.entries()) {
			if (isSet) response.headers.set(name, value);
		}
		const cookies = ctx.cookies.lines();
		if (cookies.length > 0) response.headers.set('Set-Cookie', cookies);
		answer.statusCode = response.status;
		answer.statusMessage = response.statusText;
		answer.setHeaders(response.headers.toMap());
		if (response.body instanceof Readable) response.body.pipe(answer);
		else answer.end(response.body);
	}

	/** The first truthy answer of an integration replaces the response, and the rest are not asked. */
	async #afterIntegrations(response: Response, ctx: Context): Promise<Response> {
		for (const integration of byPriority(this.integrations)) {
			const replacement = await integration.onResponse?.(ctx, response);
			if (replacement) return replacement;
		}
		return response;
	}
}

function responseOf(result: unknown): Response {
	if (result instanceof Response) return result;
	if (typeof result !== 'string') return Response.json(result);
	return /<[a-z][^>]*>/i.test(result) ? Response.html(result) : Response.text(result);
}
