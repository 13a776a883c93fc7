import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

/** What the server of a runtime and its visitors print. */
function run(command: string, ...args: readonly string[]): string[] {
	const file = join(import.meta.dirname, `${command}.ts`);
	return execFileSync(command, [...args, file], { encoding: 'utf8', timeout: 50_000 })
		.trim()
		.split('\n');
}

const known = ['known: {"user":"ann","before":true,"open":true}', 'stored: {"user":"ann","before":true,"open":true}'];

test('on Deno a socket opens with the session of its visitor, or begins one', () => {
	assert.deepEqual(run('deno', 'run', '--no-check', '--allow-all'), [...known, 'new: {"before":true,"open":true}']);
});

test('on Bun, which sends no cookie with an upgrade, it opens with the session of a visitor who has one', () => {
	assert.deepEqual(run('bun', 'run'), [...known, 'failed: SOJOURN_HEADERS_SENT', 'new: SOJOURN_HEADERS_SENT']);
});
