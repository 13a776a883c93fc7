// That the small host does what GamanJS does: when something throws.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { type BlockDefinition, HttpException, Response, type Routes } from './index.ts';
import { ask, integration, routes } from './test-support.ts';

test('an onResponse that throws is called again for the 500, and after the error handler of the block before that', async (test) => {
	for (const error of [undefined, () => Response.text('handled', { status: 400 })]) {
		const statuses: number[] = [];
		const most = error === undefined ? 1 : 2;
		const failing = integration({
			onResponse: (_, { status }) => {
				statuses.push(status);
				if (statuses.length <= most) throw new Error('the integration fails');
				return undefined as never;
			},
		});
		const visit = await ask(test, { ...routes({ '/': () => 'answered' }), ...(error && { error }) }, failing);
		assert.equal((await visit('/')).status, 500);
		assert.deepEqual(statuses, error === undefined ? [200, 500] : [200, 400, 500]);
	}
});

for (const [what, hooks] of [
	['an onResponse that throws to the last', "onResponse() { throw new Error('the integration fails') }"],
	['an onLoad that is rejected', "async onLoad() { throw new Error('the integration fails') }"],
]) {
	test(`${what} ends the process`, async () => {
		const program = `import { defineBlock, defineBootstrap } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
await defineBootstrap(defineBlock({}), async (app) => {
	app.registerIntegration(() => ({ name: 'failing', priority: 'normal', ${hooks} }));
	await fetch(await app.listen());
});`;
		const args = ['--input-type=module', '-e', program];
		const [error, output] = await new Promise<[Error | null, string]>((resolve) => {
			execFile(process.execPath, args, (failure, _, stderr) => resolve([failure, stderr]));
		});
		assert.equal(error !== null && 'code' in error && error.code, 1);
		assert.match(output, /the integration fails/);
	});
}

test("what a handler throws is given to the block's error handler, or is a 500, as is an answer with that status", async (test) => {
	const cause = new Error('the handler fails');
	const seen: unknown[] = [];
	const seeing = integration({
		onResponse: (_, { status, body }) => {
			seen.push([status, body]);
			return undefined as never;
		},
	});
	const handlers: Routes = {
		'/throw': () => {
			throw cause;
		},
		'/answer': () => new Response(undefined, { status: 500 }),
		'/handled': () => {
			throw cause;
		},
	};
	const block: BlockDefinition = {
		...routes(handlers),
		error: (error, ctx) => {
			assert.ok(error instanceof HttpException);
			assert.deepEqual([error.status, error.message, error.details], [403, cause.message, cause]);
			return ctx.request.pathname === '/handled' ? Response.text('handled') : undefined;
		},
	};
	const visit = await ask(test, block, seeing);
	assert.deepEqual([(await visit('/throw')).status, (await visit('/answer')).status], [500, 500]);
	assert.equal(await (await visit('/handled')).text(), 'handled');
	assert.deepEqual(seen, [
		[500, undefined],
		[500, undefined],
		[200, 'handled'],
	]);
});
