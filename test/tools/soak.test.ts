import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { cellsOf, putSection, takeSection } from '../../tools/section.ts';

const soak = pathToFileURL(join(import.meta.dirname, '..', '..', 'tools', 'soak.ts')).href;

const today = new Date().toISOString().slice(0, 10);
const page = '# Soak\n\n<!-- soak:begin -->\nOf long ago.\n<!-- soak:end -->\n\nThe end.\n';

/** What came of a run. */
interface Outcome {
	readonly code: unknown;
	readonly page: string;
}

/** Runs soak files of these texts, by their names, in a folder of their own that has a page. */
async function runSoak(
	files: Readonly<Record<string, string>>,
	filters: readonly string[] = [],
	before: string = page,
): Promise<Outcome> {
	const folder = await mkdtemp(join(tmpdir(), 'sojourn-soak-'));
	try {
		await mkdir(join(folder, 'docs'));
		await mkdir(join(folder, 'test'));
		await writeFile(join(folder, 'docs', 'soak.md'), before);
		for (const [name, text] of Object.entries(files)) {
			await writeFile(join(folder, 'test', `${name}.soak.ts`), `import { test } from 'node:test';\n${text}\n`);
		}
		const program = `import { runSoak } from '${soak}'; await runSoak(${JSON.stringify(filters)});`;
		await writeFile(join(folder, 'run.mjs'), program);
		// A test runner inside a test of Node's runs nothing; this one is started as if from a terminal.
		const { NODE_TEST_CONTEXT: _, ...env } = process.env;
		const [code] = await once(spawn(process.execPath, ['run.mjs'], { cwd: folder, env, stdio: 'ignore' }), 'close');
		return { code, page: await readFile(join(folder, 'docs', 'soak.md'), 'utf8') };
	} finally {
		await rm(folder, { recursive: true });
	}
}

const killed =
	"test('is killed', (t) => { t.diagnostic('It lost'); t.diagnostic('a|b.'); }); test('is silent', () => {});";
const broken = "test('breaks', (t) => { t.diagnostic('Too much.'); throw new Error('broken'); });";

test('a whole run of the soak writes what was tested and found into its page, and nothing else of the page', async () => {
	const { code, page: written } = await runSoak({ a: killed, b: broken, c: "throw new Error('at load');" });
	assert.equal(code, 1);
	assert.ok(written.startsWith('# Soak\n') && written.endsWith('\nThe end.\n'));
	const section = takeSection(written, 'soak');
	assert.match(section, /^\n\d{4}-\d\d-\d\d: \d+ cores of .+, \w+, Node \d+\.\d+\.\d+\.\n/);
	assert.deepEqual(rowsIn(section), [
		['is killed', 'It lost a/b.', today, true, '✔'],
		['is silent', '', today, true, '✔'],
		['breaks', 'Too much.', today, true, '✖'],
		['`test/c.soak.ts` as a whole', '', today, true, '✖'],
	]);
});

test('a suite has no line of its own, whether its tests pass or not', async () => {
	const suites = `import { describe } from 'node:test'; describe('both', () => { ${killed} }); describe('one', () => { ${broken} });`;
	const { code, page: written } = await runSoak({ suites });
	assert.equal(code, 1);
	assert.deepEqual(rowsIn(takeSection(written, 'soak')), [
		['is killed', 'It lost a/b.', today, true, '✔'],
		['is silent', '', today, true, '✔'],
		['breaks', 'Too much.', today, true, '✖'],
	]);
});

test('a run of some files of the soak leaves what others found as it is', async () => {
	const earlier = ['| is killed | Much. | 2020-01-01 | 7 | ✖ |', '| is patient | Nothing. | 2020-01-02 | 8 | ✔ |'];
	const table = ['| tested | found | on | seconds | |', '| --- | --- | --- | ---: | :---: |', ...earlier].join('\n');
	const { code, page: written } = await runSoak(
		{ killed, broken },
		['killed'],
		putSection(page, 'soak', `\nOf long ago.\n\n${table}\n`),
	);
	assert.equal(code, 0);
	assert.deepEqual(rowsIn(takeSection(written, 'soak')), [
		['is killed', 'It lost a/b.', today, true, '✔'],
		['is patient', 'Nothing.', '2020-01-02', true, '✔'],
		['is silent', '', today, true, '✔'],
	]);
});

/** The lines of the table, with whether they say a time in place of the seconds. */
function rowsIn(section: string): unknown[][] {
	const rows = cellsOf(section.slice(section.indexOf('|')).trim()).slice(2);
	return rows.map(([tested, found, on, seconds, mark]) => [tested, found, on, Number(seconds) >= 0, mark]);
}
