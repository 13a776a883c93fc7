import { Readable } from 'node:stream';
import { test } from 'node:test';
import type { Session, Sessions, UntypedData } from 'sojourn';
import { memoryStore } from 'sojourn/memory';
import { type AdapterHandler, type RunningAdapter, testAdapter } from 'sojourn/testing';
import { type Context, defineRoutes, type Integration, Response } from '../../../test/hosts/gaman/index.ts';
import { startServing } from '../../../test/hosts/gaman/serve.ts';
import { sessionIntegration } from '../src/integration.ts';

testAdapter(test, { name: 'GamanJS integration', start, tellsOfThrows: false }, memoryStore);

/** With the integration registered twice over. */
function start(sessions: Sessions<UntypedData>, handler: AdapterHandler): Promise<RunningAdapter> {
	const integration = (): Integration => sessionIntegration(sessions as Sessions, null);
	const routes = defineRoutes(() => ({
		'/*': async (ctx: Context) => {
			const { body = '', ...options } = await handler(ctx.request.pathname, ctx.session as Session<UntypedData>);
			return new Response(typeof body === 'string' ? body : Readable.from(body), options);
		},
	}));
	return startServing([integration, integration], { routes: [routes] });
}
