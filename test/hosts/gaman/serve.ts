import type { TestContext } from 'node:test';
import {
	type BlockDefinition,
	defineBlock,
	defineBootstrap,
	defineRoutes,
	type GamanApp,
	type IntegrationFactory,
	type Routes,
} from './index.ts';

/** An application in this process. */
export interface Served {
	/** Without a slash at the end. */
	readonly url: string;
	/** Closes the server. */
	close(): Promise<void>;
}

/** Serves these routes, with these integrations, until the test is over. */
export async function serve(
	test: TestContext,
	integrations: IntegrationFactory | readonly IntegrationFactory[],
	routes: Routes,
): Promise<Served> {
	return serveBlock(test, integrations, { routes: [defineRoutes(() => routes)] });
}

/** The same with a whole block. */
export async function serveBlock(
	test: TestContext,
	integrations: IntegrationFactory | readonly IntegrationFactory[],
	block: BlockDefinition,
): Promise<Served> {
	const served = await startServing([integrations].flat(), block);
	test.after(served.close);
	return served;
}

/** Serves a block, with these integrations, until it is closed. */
export async function startServing(
	integrations: readonly IntegrationFactory[],
	block: BlockDefinition,
): Promise<Served> {
	const { promise, resolve } = Promise.withResolvers<GamanApp>();
	await defineBootstrap(defineBlock(block), (app) => {
		app.registerIntegration(...integrations);
		resolve(app);
	});
	const app = await promise;
	const url = await app.listen();
	let closing: Promise<void> | null = null;
	const close = (): Promise<void> => {
		closing ??= app.close();
		return closing;
	};
	return { url, close };
}
