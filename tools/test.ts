import { relative, resolve } from 'node:path';
import { CommandFailure } from './command.ts';
import { listFiles } from './files.ts';
import { type ProgramName, provision } from './provision.ts';
import { type FileResult, runTestFile, type TestLimits } from './test-file.ts';

/** Which tests to run. */
export interface TestRun extends Partial<TestLimits> {
	/** Globs of test files, from the workspace's root. */
	readonly patterns: readonly string[];
	/** Parts of paths: where there are some, only files with one of them in their path are run. */
	readonly filters: readonly string[];
	/** Without filters, files whose path matches are not run. */
	readonly except?: RegExp;
	/** How many files run at once. Default 2. */
	readonly parallel?: number;
	/** Whether files are left out, with a line that says so, where a program that they need is missing. Default true. */
	readonly mayLeaveOut?: boolean;
}

/** A test file whose path matches needs the program. What ends Redis or freezes it needs one of its own. */
const needs: readonly { readonly path: RegExp; readonly program: ProgramName }[] = [
	{ path: /redis-server/, program: 'redis-server' },
	{ path: /redis(?!-server)/, program: 'redis' },
	{ path: /^test\/browser\//, program: 'chromium' },
];

/**
 * Runs test files, each in a process of its own, and closes with the line `N passed, M failed`. Whatever is not a
 * passed test is a failure: a skipped test, a file without tests, a run without files.
 */
export async function runTests(testRun: TestRun): Promise<readonly FileResult[]> {
	const { patterns, filters, except, testSeconds = 60, fileSeconds = 240, parallel = 2, mayLeaveOut = true } = testRun;
	const files = await selectFiles(patterns, filters, except);
	const queue = await withoutUnprovided(files);
	if (queue.length < files.length && !mayLeaveOut) throw new CommandFailure('None of them may be left out here.');
	const results: FileResult[] = [];
	const runQueue = async (): Promise<void> => {
		for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
			const result = await runTestFile(resolve(file), { testSeconds, fileSeconds });
			results.push(result);
			report(result);
		}
	};
	await Promise.all(Array.from({ length: parallel }, runQueue));

	const passed = results.reduce((sum, result) => sum + result.passed, 0);
	const failed = results.reduce((sum, result) => sum + result.problems.length, 0);
	reportSlowest(results);
	console.log(`${passed} passed, ${failed} failed`);
	if (passed === 0) throw new CommandFailure('No test was run.');
	if (failed > 0) process.exitCode = 1;
	return results;
}

async function selectFiles(
	patterns: readonly string[],
	filters: readonly string[],
	except: RegExp | undefined,
): Promise<string[]> {
	const files = await listFiles(patterns);
	if (filters.length > 0) return files.filter((file) => filters.some((part) => file.includes(part)));
	return except === undefined ? files : files.filter((file) => !except.test(file));
}

/** Sees to it that what the files need is there, and leaves out those whose need cannot be met. */
async function withoutUnprovided(files: readonly string[]): Promise<string[]> {
	const needed = needs.filter(({ path }) => files.some((file) => path.test(file)));
	const missing = await provision(needed.map(({ program }) => program));
	const unmet = needs.filter(({ program }) => missing.includes(program));
	const provided = files.filter((file) => !unmet.some(({ path }) => path.test(file)));
	if (provided.length < files.length)
		console.log(`${files.length - provided.length} test files that need it are left out.`);
	return provided;
}

function report({ file, seconds, passed, problems, output }: FileResult): void {
	const mark = problems.length === 0 ? '✔' : '✖';
	const path = relative(process.cwd(), file);
	console.log(`${mark} ${String(passed).padStart(5)} passed ${seconds.toFixed(1).padStart(6)} s  ${path}`);
	if (problems.length === 0) return;
	for (const problem of problems) console.log(indent(`✖ ${problem}`));
	if (output !== '') console.log(indent(`It printed:\n${output.trimEnd()}`));
}

function reportSlowest(results: readonly FileResult[]): void {
	const slow = results.filter(({ seconds }) => seconds >= 5).toSorted((left, right) => right.seconds - left.seconds);
	if (slow.length === 0) return;
	const list = slow
		.slice(0, 5)
		.map(({ file, seconds }) => `${relative(process.cwd(), file)} (${seconds.toFixed(0)} s)`);
	console.log(`Slowest: ${list.join(', ')}`);
}

function indent(text: string): string {
	return text.replaceAll(/^(?=.)/gm, '    ');
}
