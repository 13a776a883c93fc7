import { run } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** Limits of time, in seconds. */
export interface TestLimits {
	/** For one test. */
	readonly testSeconds: number;
	/** For all of a file, until its process has ended by itself. */
	readonly fileSeconds: number;
}

/** What came of one test, whether it passed or failed. */
export interface TestOutcome {
	readonly name: string;
	readonly passed: boolean;
	readonly seconds: number;
	/** What it said of its result: the messages that it gave to `diagnostic` of its context. */
	readonly findings: readonly string[];
}

/** What came of one test file. */
export interface FileResult {
	readonly file: string;
	readonly seconds: number;
	readonly passed: number;
	readonly tests: readonly TestOutcome[];
	/** One text for everything that did not simply pass; a skipped test is among it, and a file without tests. */
	readonly problems: readonly string[];
	/** What the file's process printed, and what its tests had to say. */
	readonly output: string;
}

/** Runs one test file, by its absolute path, in a process of its own. */
export async function runTestFile(file: string, limits: TestLimits): Promise<FileResult> {
	const started = performance.now();
	const problems: string[] = [];
	const tests: (TestOutcome & { readonly findings: string[] })[] = [];
	const note = ({ name, details }: Ended, passed: boolean): void => {
		if (details.type === 'suite') return;
		tests.push({ name, passed, seconds: details.duration_ms / 1000, findings: [] });
	};
	let passed = 0;
	let unreported = 0;
	let output = '';

	const signal = AbortSignal.timeout(limits.fileSeconds * 1000);
	const timeout = limits.testSeconds * 1000;
	const events: AsyncIterable<TestEvent> = run({ files: [file], isolation: 'process', timeout, signal });
	for await (const { type, data } of events) {
		switch (type) {
			case 'test:enqueue':
				if (!isFile(data)) unreported += 1;
				break;
			case 'test:pass':
				if (isFile(data)) break;
				unreported -= 1;
				note(data, data.skip === undefined && data.todo === undefined);
				if (data.skip !== undefined) problems.push(`${title(data)} is skipped.`);
				else if (data.todo !== undefined) problems.push(`${title(data)} is left to do.`);
				else if (data.details.type !== 'suite') passed += 1;
				break;
			case 'test:fail':
				if (!isFile(data)) {
					unreported -= 1;
					note(data, false);
				}
				if (!saysNothingNew(data.details.error)) problems.push(`${title(data)}\n${reason(data.details.error)}`);
				break;
			case 'test:stdout':
			case 'test:stderr':
				output += data.message;
				break;
			case 'test:diagnostic':
				if (data.file === undefined) break;
				output += `${data.message}\n`;
				// Node reports a test that has ended, and then what it said.
				tests.at(-1)?.findings.push(data.message);
				break;
		}
	}
	if (signal.aborted) problems.push(`The file was still running after ${limits.fileSeconds} s.`);
	if (passed === 0 && problems.length === 0) problems.push('The file ran no test.');
	// A process that ends itself in the middle of a test ends the tests after it, and Node counts neither.
	if (unreported > 0 && problems.length === 0)
		problems.push(`The process ended before ${unreported} of its tests did.`);

	return { file, seconds: (performance.now() - started) / 1000, passed, tests, problems, output };
}

interface Reported {
	readonly name: string;
	readonly file?: string;
	readonly line?: number;
}

interface Ended {
	readonly name: string;
	readonly details: { readonly duration_ms: number; readonly type?: string | undefined };
}

/** The runner reports a file that failed as a whole, or that holds no test, as a test of the file's own name. */
function isFile({ name, file }: Reported): boolean {
	return name === file;
}

function title(reported: Reported): string {
	return isFile(reported) ? 'The file as a whole' : `${reported.name} (line ${reported.line})`;
}

/** What holds a failed test fails with it; and the end of a file's time is said once, for the file. */
function saysNothingNew(error: Error): boolean {
	return 'failureType' in error && (error.failureType === 'subtestsFailed' || error.failureType === 'testAborted');
}

function reason(error: Error): string {
	const thrown = error.cause ?? error;
	return typeof thrown === 'string' ? thrown : inspect(thrown);
}
