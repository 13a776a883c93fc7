import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const runner = pathToFileURL(join(import.meta.dirname, '..', '..', 'tools', 'test.ts')).href;

interface Outcome {
	readonly code: number | null;
	readonly lines: readonly string[];
	readonly lastLine: string | undefined;
}

/** Runs test files of this text, in a folder of their own. */
async function runFiles(...texts: readonly string[]): Promise<Outcome> {
	const folder = await mkdtemp(join(tmpdir(), 'sojourn-runner-'));
	try {
		for (const [index, text] of texts.entries()) {
			await writeFile(join(folder, `${index}.test.mts`), `import { test } from 'node:test';\n${text}\n`);
		}
		return await runIn(folder);
	} finally {
		await rm(folder, { recursive: true });
	}
}

async function runIn(cwd: string): Promise<Outcome> {
	const options = JSON.stringify({ patterns: ['*.test.mts'], filters: [], testSeconds: 1, fileSeconds: 2 });
	await writeFile(join(cwd, 'run.mjs'), `import { runTests } from '${runner}'; await runTests(${options});`);
	// A test runner inside a test of Node's runs nothing; this one is started as if from a terminal.
	const { NODE_TEST_CONTEXT: _, ...env } = process.env;
	const child = spawn(process.execPath, ['run.mjs'], { cwd, env });
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		output += text;
	});
	const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
	const lines = output.trimEnd().split('\n');
	return { code, lines, lastLine: lines.at(-1) };
}

const passing = "test('passes', () => {});";

test('passed tests of all files are counted in the last line', async () => {
	const { code, lastLine } = await runFiles(passing, `${passing}\n${passing}`);
	assert.deepEqual([code, lastLine], [0, '3 passed, 0 failed']);
});

test('a test that fails, is skipped, left to do, cut off or late fails the run', async () => {
	for (const text of [
		"test('throws', () => { throw new Error('thrown'); });",
		`test('skipped', { ['${'skip'}']: true }, () => {});`,
		`test('left', { ['${'todo'}']: true }, () => {});`,
		"test('never ends', () => new Promise(() => {}));",
		"test('ends the process', () => { setTimeout(() => process.exit(0)); return new Promise(() => {}); });",
		"setTimeout(() => { throw new Error('late'); }, 50);",
	]) {
		const { code, lastLine } = await runFiles(`${passing}\n${text}`);
		assert.deepEqual([code, lastLine], [1, '1 passed, 1 failed'], text);
	}
});

test('a file that cannot be loaded, holds no test or does not end fails the run', async () => {
	const outcomes = await runFiles(
		passing,
		"throw new Error('at load');",
		'',
		`${passing}\nsetInterval(() => {}, 1000);`,
	);
	assert.deepEqual([outcomes.code, outcomes.lastLine], [1, '2 passed, 3 failed']);
});

test('a run without a test fails', async () => {
	const { code, lastLine } = await runFiles();
	assert.deepEqual([code, lastLine], [1, '0 passed, 0 failed']);
});

test('a failure is shown with its title, its reason and what the file printed', async () => {
	const { lines } = await runFiles(
		"test('adds up', () => { console.log('seed 42'); throw new Error('it does not'); });",
	);
	const shown = lines.join('\n');
	for (const part of ['adds up', 'it does not', 'seed 42']) assert.ok(shown.includes(part), part);
});
