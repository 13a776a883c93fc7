import type { TestContext } from 'node:test';
import {
	defineBlock,
	defineBootstrap,
	defineRoutes,
	type GamanApp,
	type IntegrationFactory,
	type Routes,
} from '../../../../test/hosts/gaman/index.ts';

/** Serves these routes, with these integrations, until the test is over. Answers the address. */
export async function serve(
	test: TestContext,
	integrations: IntegrationFactory | readonly IntegrationFactory[],
	routes: Routes,
): Promise<string> {
	const mainBlock = defineBlock({ routes: [defineRoutes(() => routes)] });
	const { promise: registered, resolve } = Promise.withResolvers<GamanApp>();
	await defineBootstrap(mainBlock, (app) => {
		app.registerIntegration(...[integrations].flat());
		resolve(app);
	});
	const app = await registered;
	test.after(() => app.close());
	return app.listen();
}
