import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { storeCases } from '../../src/testing/store-cases.ts';

const program = fileURLToPath(new URL('every-runtime.ts', import.meta.url));

const commands = {
	Node: ['node', program],
	Deno: ['deno', 'run', '--quiet', '--no-check', program],
	Bun: ['bun', 'run', program],
};

for (const [runtime, [name = '', ...args]] of Object.entries(commands)) {
	test(`the kit and the memory store run on ${runtime} as they are`, () => {
		const command = fileURLToPath(new URL(`../../../../node_modules/.bin/${name}`, import.meta.url));
		const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 30_000 });
		assert.equal(status, 0, stderr);
		assert.equal(stdout.trim(), `${storeCases.length} demands met`);
	});
}
