import { session } from '@gaman/session';
import {
	type Context,
	defineBlock,
	defineBootstrap,
	defineRoutes,
	type GamanApp,
	Response,
} from '../../../test/hosts/gaman/index.ts';
import type { Host, HostOptions } from '../hosts.ts';
import type { DemoRequest } from '../http.ts';
import { cookieName, type DemoSession, type DemoSessions } from '../session-data.ts';

/**
 * Serves the demo with GamanJS and `@gaman/session`. The framework is on no registry, so the small host stands in for
 * it that the tests of the package run on.
 */
export async function startGaman({ application, store, secret, port }: HostOptions): Promise<Host> {
	const routes = defineRoutes(() => ({
		'/*': async (ctx: Context) => {
			const { status, headers, body } = await application({
				request: requestOf(ctx),
				// An application of its own would augment SessionData instead.
				session: ctx.session as unknown as DemoSession,
				sessions: ctx.sessions as unknown as DemoSessions,
			});
			return new Response(body, { status, headers });
		},
	}));
	const { promise, resolve } = Promise.withResolvers<GamanApp>();
	await defineBootstrap(defineBlock({ routes: [routes] }), (app) => {
		app.registerIntegration(session({ store, secret, secure: 'auto', cookie: { name: cookieName } }));
		resolve(app);
	});
	const app = await promise;
	await app.listen(port);
	return { close: () => app.close() };
}

function requestOf({ request }: Context): DemoRequest {
	return {
		method: request.method,
		url: new URL(request.url),
		header: (name) => request.header(name) ?? null,
		text: request.text,
	};
}
