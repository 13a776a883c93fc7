import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startDemo } from './support/demo.ts';

const main = fileURLToPath(new URL('../../examples/demo/main.ts', import.meta.url));

/** Runs the demo until it ends by itself; answers its exit code and what it printed. */
async function runDemo(args: readonly string[], port: string): Promise<{ code: number | null; output: string }> {
	const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, PORT: port } });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			output += text;
		});
	}
	await once(child, 'close');
	return { code: child.exitCode, output };
}

test('the demo says in one line where it is, and ends when it is told to', async () => {
	await using demo = await startDemo();
	assert.match(demo.output(), /^The demo is at http:\/\/127\.0\.0\.1:\d+\/ \(SQLite, node\)\. Ctrl\+C ends it\.\n$/);
	assert.equal(await demo.stop(), 0);
	await assert.rejects(fetch(demo.address));
});

test('an interrupt that comes twice ends the demo as one does', async () => {
	await using demo = await startDemo();
	assert.deepEqual(await Promise.all([demo.stop(), demo.stop()]), [0, 0]);
});

for (const framework of ['node', 'gaman', 'oak']) {
	test(`where the port is taken, the demo says so and names another, served by ${framework}`, async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await once(other, 'listening');
		const { port } = other.address() as AddressInfo;
		const { code, output } = await runDemo(['--framework', framework], String(port));
		assert.equal(code, 1);
		assert.match(output, /^Port \d+ is taken by another program\. Choose another: PORT=\d+ npm run demo\n$/);
		other.close();
	});
}

test('a wrong argument is named, with what to write instead', async () => {
	for (const [args, port, message] of [
		[['--driver', 'mysql'], '0', /^--driver mysql is not there\. Write --driver sql, or --driver cookies/],
		[['--framework', 'koa'], '0', /^--framework koa is not there\. Write --framework node/],
		[['--colour', 'red'], '0', /--colour/],
		[[], 'http', /^PORT=http is no port\. Write PORT=3001 npm run demo\./],
	] as const) {
		const { code, output } = await runDemo(args, port);
		assert.equal(code, 1);
		assert.match(output, message);
		assert.doesNotMatch(output, /\n {4}at /, 'it says so without a stack');
	}
});

test('the secret is random, and readable by its owner only', async () => {
	await using demo = await startDemo();
	const { mode, size } = await stat(join(demo.folder, 'secret'));
	assert.equal(mode & 0o777, 0o600);
	assert.equal(size, 43);
});

test('a form without a sign of where it comes from is refused, and so is one that is too long', async () => {
	await using demo = await startDemo();
	const send = (headers: Record<string, string>, body: string): Promise<Response> =>
		fetch(`${demo.address}/sign-in`, { method: 'POST', headers, body: new URLSearchParams({ name: body }) });
	assert.equal((await send({}, 'Ada')).status, 403);
	assert.equal((await send({ origin: 'http://127.0.0.1:1' }, 'Ada')).status, 403);
	assert.equal((await send({ origin: 'null' }, 'Ada')).status, 403);
	assert.equal((await send({ origin: demo.address, 'sec-fetch-site': 'same-site' }, 'Ada')).status, 403);
	assert.equal((await send({ origin: demo.address }, 'A'.repeat(5000))).status, 413);
	assert.equal((await send({ origin: demo.address }, 'Ada')).status, 200);
});

test('what is not there is not found, and what is not meant is refused', async () => {
	await using demo = await startDemo();
	assert.equal((await fetch(`${demo.address}/../secret`)).status, 404);
	assert.equal((await fetch(`${demo.address}/secret`)).status, 404);
	assert.equal((await fetch(demo.address, { method: 'DELETE' })).status, 405);
	const { status, headers } = await fetch(`${demo.address}/base.css`);
	assert.equal(status, 200);
	assert.equal(headers.get('set-cookie'), null);
	assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/);
});
