import type { TestContext } from 'node:test';
import { type BlockDefinition, defineRoutes, type Integration, type IntegrationFactory, type Routes } from './index.ts';
import { serveBlock } from './serve.ts';

/** Serves a block until the test is over; answers with what asks it. */
export async function ask(
	test: TestContext,
	block: BlockDefinition,
	...factories: readonly IntegrationFactory[]
): Promise<(path: string, headers?: HeadersInit) => Promise<globalThis.Response>> {
	const { url } = await serveBlock(test, factories, block);
	return (path, headers = {}) => fetch(url + path, { headers, redirect: 'manual' });
}

export function integration(hooks: Partial<Integration>): IntegrationFactory {
	return () => ({ name: 'integration', priority: 'normal', ...hooks });
}

export function routes(definition: Routes): BlockDefinition {
	return { routes: [defineRoutes(() => definition)] };
}

/** A hook that notes that it was called, and answers nothing. */
export function noting(calls: string[], call: string): () => never {
	return () => {
		calls.push(call);
		return undefined as never;
	};
}
