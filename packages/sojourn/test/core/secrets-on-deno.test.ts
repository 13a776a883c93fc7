import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const program = `
	import { createSessions } from ${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)};
	import { memoryStore } from ${JSON.stringify(new URL('../../src/stores/memory.ts', import.meta.url).href)};
	const asked = [];
	globalThis.process = { env: new Proxy(process.env, { get(env, name) { asked.push(name); return env[name]; } }) };
	try {
		await createSessions({ store: memoryStore() }).close();
		console.log('started', asked.join());
	} catch (error) {
		console.log(error.code, asked.join());
	}`;

function run(...permissions: readonly string[]): string {
	const { stdout, stderr } = spawnSync('deno', ['run', '--quiet', '--no-check', '--ext=ts', ...permissions, '-'], {
		env: { ...process.env, SOJOURN_SECRET: 'a strong secret of more than 32 characters' },
		input: program,
		encoding: 'utf8',
	});
	assert.equal(stderr, '');
	return stdout.trim();
}

test('on Deno a secret that may not be read counts as not set, and nobody is asked whether it may', () => {
	assert.equal(run('--allow-env'), 'started SOJOURN_SECRET,SOJOURN_SECRET_PREVIOUS');
	assert.equal(run(), 'SOJOURN_SECRET_MISSING');
});
