import { Application, type Context } from '@oakserver/oak';
import { Session } from 'oak_sessions';
import type { Host, HostOptions } from '../hosts.ts';
import type { DemoRequest } from '../http.ts';
import { untilListening } from '../port.ts';
import { cookieName, type DemoData, type DemoSession } from '../session-data.ts';

/** Serves the demo with Oak and `oak_sessions`. */
export async function startOak({ application, store, secret, port }: HostOptions): Promise<Host> {
	const session = new Session<DemoData>(store, { secret, cookie: { name: cookieName } });
	const { sessions } = session;
	const app = new Application({ logErrors: false });
	app.use(session.initMiddleware());
	app.use(async (ctx) => {
		const { status, headers, body } = await application({
			request: requestOf(ctx),
			session: ctx.session as unknown as DemoSession,
			sessions,
		});
		ctx.response.status = status;
		for (const [name, value] of Object.entries(headers)) ctx.response.headers.set(name, value);
		ctx.response.body = body;
	});
	const controller = new AbortController();
	void app.listen({ hostname: '127.0.0.1', port, signal: controller.signal });
	// On Node, Oak 14 tells of its `listen` event before it can be reached.
	await untilListening(port);
	return {
		async close() {
			// On Node, Oak 14 answers no more from then on, and never says that it has closed.
			controller.abort();
			await sessions.close();
		},
	};
}

function requestOf({ request }: Context): DemoRequest {
	return {
		method: request.method,
		url: request.url,
		header: (name) => request.headers.get(name),
		text: () => request.body.text(),
	};
}
