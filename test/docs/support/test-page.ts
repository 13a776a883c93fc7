import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { readCommand } from '../../../tools/command.ts';
import { installedFolder } from '../../packages/support/installed.ts';
import { modulesOf } from './examples.ts';
import { readPage, root } from './page.ts';

/** A module of a page, written to a folder of its own as a reader would. */
export interface Example {
	/** The file. */
	readonly path: string;
	/** The folder, which is also where this process is. */
	readonly folder: string;
	/** Runs it in this process, and answers what it exports. */
	load<Exports>(): Promise<Exports>;
}

/** What is done with the modules of a page. */
export interface PageSubject {
	/** Whether the reader has our packages from their tarballs, installed in an empty folder, instead of from the workspace. */
	readonly installed?: boolean;
	/** What the reader has beside them: the text of each file by its name. */
	readonly files?: Readonly<Record<string, string>>;
	/** For each module of the page, in order: what it does, and the proof. */
	readonly examples: readonly (readonly [what: string, run: (example: Example) => Promise<void>])[];
}

/** A secret for the pages, which all take it from the environment. */
const secret = 'a secret for the pages, long enough to be one';

/**
 * Registers the tests of one page: that all its TypeScript compiles, and one for each module that runs it.
 *
 * @param path of the page, from the root of the workspace
 */
export function testPage(path: string, { installed = false, files = {}, examples }: PageSubject): void {
	let folder = '';
	const fileOf = (index: number): string => join(folder, `${index + 1}.ts`);

	before(async () => {
		folder = await (installed ? installedFolder() : linkedFolder());
		await writeExamples(folder, modulesOf(await readPage(path)), files);
		process.chdir(folder);
		process.env.SOJOURN_SECRET = secret;
	});
	after(async () => {
		process.chdir(root);
		await rm(folder, { recursive: true });
	});

	test(`${path}: all its TypeScript compiles, and is run`, async () => {
		assert.equal(modulesOf(await readPage(path)).length, examples.length, 'there is a test for each of its modules');
		const { code, output } = await readCommand('tsc', ['-p', folder, '--pretty', 'false']);
		assert.equal(code, 0, output);
	});

	for (const [index, [what, run]] of examples.entries()) {
		test(`${path}: ${what}`, () =>
			run({ path: fileOf(index), folder, load: () => import(pathToFileURL(fileOf(index)).href) }));
	}
}

/** With all that the workspace has installed, our packages among it. */
async function linkedFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'sojourn-docs-'));
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
	return folder;
}

async function writeExamples(
	folder: string,
	modules: readonly string[],
	files: Readonly<Record<string, string>>,
): Promise<void> {
	const settings = {
		extends: join(root, 'tsconfig.base.json'),
		compilerOptions: { noEmit: true, noUnusedLocals: true },
		include: ['*.ts'],
	};
	const written = {
		'package.json': JSON.stringify({ type: 'module', dependencies: { sojourn: '*' } }),
		'tsconfig.json': JSON.stringify(settings),
		...Object.fromEntries(modules.map((text, index) => [`${index + 1}.ts`, text])),
		...files,
	};
	for (const [name, text] of Object.entries(written)) {
		await mkdir(join(folder, name, '..'), { recursive: true });
		await writeFile(join(folder, name), text);
	}
}
