import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Runs a test file of a page, as from a terminal: inside a test of Node's it would report to that. Answers what it prints. */
export async function runByItself(path: string): Promise<string> {
	const { NODE_TEST_CONTEXT: _, ...env } = process.env;
	const child = spawn(process.execPath, ['--test-reporter', 'spec', '--test', path], { env });
	const closed = once(child, 'close');
	const output = await text(child.stdout);
	await closed;
	assert.equal(child.exitCode, 0, output);
	return output;
}
