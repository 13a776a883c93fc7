// That the small host does what GamanJS does: with blocks and integrations.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	type BlockDefinition,
	defineBlock,
	defineBootstrap,
	defineIntegration,
	defineMiddleware,
	type GamanApp,
	type Integration,
	type IntegrationFactory,
	Response,
} from './index.ts';
import { ask, integration, noting, routes } from './test-support.ts';

test('a factory is called at once, then onLoad, which nobody waits for', async (test) => {
	const calls: string[] = [];
	const onLoad = async (): Promise<void> => {
		calls.push('onLoad');
		await new Promise(() => {});
	};
	const factory = (app: GamanApp): Integration => {
		calls.push(typeof app.registerIntegration);
		return { name: 'slow', priority: 'normal', onLoad };
	};
	const visit = await ask(test, routes({ '/': () => 'answered' }), factory);
	assert.deepEqual(calls, ['function', 'onLoad']);
	assert.equal(await (await visit('/')).text(), 'answered');
});

test('a factory that is no function throws, and one that is asynchronous has no effect', async (test) => {
	const block = routes({ '/': (ctx) => Response.json(Object.hasOwn(ctx, 'session')) });
	const plain = integration({})({} as GamanApp) as unknown as IntegrationFactory;
	const failed = defineBootstrap(defineBlock(block), (app) => app.registerIntegration(plain));
	await assert.rejects(failed, { name: 'TypeError', message: 'factory is not a function' });
	const calls: string[] = [];
	const later = (async () => integration({ onRequest: noting(calls, 'onRequest') })({} as GamanApp)) as never;
	const visit = await ask(test, block, later);
	assert.equal(await (await visit('/')).json(), false, 'a context has no session of its own');
	assert.deepEqual(calls, []);
});

test('a block registers the factories in its includes that carry the mark, and ignores the others', async (test) => {
	const calls: string[] = [];
	const includes = [
		integration({ onRequest: noting(calls, 'without') }),
		defineIntegration(integration({ onRequest: noting(calls, 'with') })),
		defineBlock({ path: '/inner', includes: [defineIntegration(integration({ onRequest: noting(calls, 'inner') }))] }),
	];
	const visit = await ask(test, { includes });
	assert.equal((await visit('/')).status, 404);
	assert.deepEqual(calls, ['with', 'inner']);
});

test('onBlockRegister is told of blocks, and onListen of the server', async (test) => {
	const calls: unknown[] = [];
	await ask(
		test,
		{ path: '/outer', includes: [defineBlock({ path: '/inner' })] },
		integration({
			onBlockRegister: ({ path }) => calls.push(path),
			onListen: (server) => calls.push(server?.listening),
		}),
	);
	assert.deepEqual(calls, ['/outer', '/outer/inner', true]);
});

test('an integration with routes is taken for a block', async (test) => {
	const calls: string[] = [];
	const odd = { path: '/', routes: {}, onRequest: noting(calls, 'onRequest') } as Partial<Integration>;
	const visit = await ask(test, routes({ '/': () => 'answered' }), integration(odd));
	assert.equal(await (await visit('/')).text(), 'answered');
	assert.deepEqual(calls, []);
});

test('blocks and integrations have their turn by priority, blocks first and otherwise as registered', async (test) => {
	const calls: string[] = [];
	const named = (name: string, priority: Integration['priority']): IntegrationFactory =>
		integration({ priority, onRequest: noting(calls, name), onResponse: noting(calls, `${name} after`) });
	const note = (name: string): BlockDefinition => ({ includes: [defineMiddleware(noting(calls, name))] });
	const visit = await ask(
		test,
		{
			...note('main'),
			includes: [...(note('main').includes ?? []), defineBlock({ priority: 'very-high', ...note('first') })],
		},
		named('low', 'low'),
		named('normal', 'normal'),
		named('second normal', 'normal'),
		named('very high', 'very-high'),
	);
	await visit('/');
	assert.deepEqual(calls, [
		'first',
		'very high',
		'main',
		'normal',
		'second normal',
		'low',
		'very high after',
		'normal after',
		'second normal after',
		'low after',
	]);
});

test('a truthy answer of onRequest ends the request, and onResponse is called all the same', async (test) => {
	const calls: string[] = [];
	const visit = await ask(
		test,
		routes({ '/': noting(calls, 'handler') }),
		integration({ priority: 'high', onRequest: () => Response.text('closed', { status: 503 }) }),
		integration({ onRequest: noting(calls, 'onRequest'), onResponse: noting(calls, 'onResponse') }),
	);
	assert.equal((await visit('/')).status, 503);
	assert.deepEqual(calls, ['onResponse']);
});

test('the first truthy answer of onResponse replaces the response, and the others are not asked', async (test) => {
	const calls: string[] = [];
	const visit = await ask(
		test,
		routes({ '/': () => 'answered' }),
		integration({
			priority: 'high',
			onResponse: async (_, response) => new (response.constructor as typeof Response)('replaced', { status: 500 }),
		}),
		integration({ onResponse: noting(calls, 'onResponse') }),
	);
	const answer = await visit('/');
	assert.deepEqual([answer.status, await answer.text(), calls], [500, 'replaced', []]);
});
