import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { describeRun } from '../../tools/machine.ts';

const root = join(import.meta.dirname, '..', '..');
const page = join(root, 'docs', 'benchmark.md');

/**
 * On what and with what it was measured, in a line.
 *
 * @param details what else there is to say, such as how often it was measured
 */
export function circumstances(...details: readonly string[]): string {
	const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
		readFileSync(join(root, 'bench', 'package.json'), 'utf8'),
	);
	const versions = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
	const load = loadavg()[0]?.toFixed(1);
	return `Measured on ${[describeRun(), ...details, `a load of ${load} before it began`, versions.join(', ')].join('; ')}.`;
}

/** Puts a text into its place in the page, in which a comment stands before it and one after it. */
export function writeSection(name: string, text: string): void {
	const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
	const before = readFileSync(page, 'utf8');
	const [head, rest] = split(before, start);
	const [, tail] = split(rest, end);
	writeFileSync(page, `${head}${start}\n\n${text.trim()}\n\n${end}${tail}`);
}

function split(text: string, mark: string): readonly [string, string] {
	const index = text.indexOf(mark);
	if (index < 0) throw new Error(`docs/benchmark.md has no ${mark}.`);
	return [text.slice(0, index), text.slice(index + mark.length)];
}
