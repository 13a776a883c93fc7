import { readFile } from 'node:fs/promises';
import { readCommand } from './command.ts';

/** What no tracked text may hold. */
interface Rule {
	readonly what: string;
	/** The files it holds for. */
	readonly files: RegExp;
	readonly pattern: RegExp;
}

const code = /\.(?:ts|mjs|js|css|html)$/;
const testCode = /\.(?:test|soak)\.ts$/;
const anyFile = /./;

const rules: readonly Rule[] = [
	{
		what: 'the address of a package registry',
		files: anyFile,
		pattern: /\bregistry\.[a-z0-9-]+\.[a-z]+|"resolved": "\w+:/,
	},
	{ what: 'a path of one machine', files: anyFile, pattern: /(?<![\w.:/~-])\/(?:home|root|tmp|work|Users)\/\w/ },
	{ what: 'a note of unfinished work', files: code, pattern: /\b(?:TO-?DO|FIX-?ME|X{3})\b/ },
	{
		what: 'a test that is not run',
		files: testCode,
		pattern: /\b(?:test|it|describe|suite|t)\.(?:skip|todo)\(|\b(?:skip|todo): /,
	},
	{
		what: 'a test that keeps others from running',
		files: testCode,
		pattern: /\b(?:test|it|describe|suite)\.only\(|\bonly: /,
	},
];

const maximumLines = 300;

/** Names every place in the tracked files whose text should not be there. */
export async function findWrongText(): Promise<string[]> {
	const { output } = await readCommand('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
	const files = output.split('\0').filter((file) => file !== '');
	const findings = await Promise.all(files.map(async (file) => judgeText(file, await readText(file))));
	return findings.flat();
}

/** The same of one text. */
export function judgeText(file: string, text: string): string[] {
	const lines = text.split('\n');
	const findings = rules
		.filter((rule) => rule.files.test(file))
		.flatMap(({ what, pattern }) =>
			lines.flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} holds ${what}`] : [])),
		);
	if (code.test(file) && lines.length - 1 > maximumLines) findings.push(`${file} is longer than ${maximumLines} lines`);
	return findings;
}

/** A tracked file that was just deleted has no text. */
async function readText(file: string): Promise<string> {
	return readFile(file, 'utf8').catch(() => '');
}
