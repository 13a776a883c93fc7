import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
	createDocumentFolder,
	type DocumentFolder,
} from '../../../../../packages/oak-sessions/test/support/document-folder.ts';
import { runtimes, startProgram } from '../../../../../packages/oak-sessions/test/support/document-program.ts';
import { tryPageCount } from '../../../../../packages/oak-sessions/test/support/page-count.ts';
import type { Browser } from '../../../../../packages/sojourn/src/testing/browser.ts';
import { readCommand } from '../../../../../tools/command.ts';
import { readOakDocument } from '../../../../documents/oak-document.ts';

const page = await readFile(new URL('../../../../../packages/oak-sessions/README.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```(\w+)\n(.+?)```/gs)].map(([, language, code = '']) => ({ language, code }));
const [importMap = ''] = blocks.filter(({ language }) => language === 'json').map(({ code }) => code);
const modules = blocks.filter(({ language }) => language === 'ts').map(({ code }) => code);
const [program = '', staticProgram = '', types = '', otherOak = ''] = modules;

const post = { method: 'POST' };

async function readerFolder(): Promise<DocumentFolder> {
	const folder = await createDocumentFolder();
	await writeFile(join(folder.path, 'import-map.json'), importMap);
	return folder;
}

test('the README of oak_sessions has the code that these tests run', () => {
	assert.deepEqual(
		blocks.map(({ language }) => language),
		['sh', 'json', 'ts', 'ts', 'ts', 'ts'],
	);
});

for (const runtime of runtimes) {
	test(`the example of the README of oak_sessions runs on ${runtime.name.split(',', 1)[0]}`, async () => {
		await using folder = await readerFolder();
		await folder.writeAsItStands(program);
		await using running = await startProgram(runtime, folder);
		const [phone, laptop] = [running.browser(), running.browser()];
		const profile = async (browser: Browser): Promise<unknown> => {
			const { status, body } = await browser.open('/profile');
			return status === 200 ? JSON.parse(body) : status;
		};
		assert.equal(await profile(phone), 401);
		for (const browser of [phone, laptop]) assert.equal((await browser.open('/login', post)).status, 302);
		const user = { id: 1, name: 'Ann' };
		assert.deepEqual(await profile(phone), { user, visits: 1, message: 'Welcome back' });
		assert.deepEqual(await profile(phone), { user, visits: 2, message: null });
		const copy = phone.copy();
		await phone.open('/logout', post);
		assert.deepEqual([phone.cookies.size, await profile(copy)], [0, 401]);
		await phone.open('/login', post);
		await laptop.open('/logout-everywhere', post);
		for (const browser of [phone, laptop]) assert.equal(await profile(browser), 401);
	});

	test(`the static form of the README of oak_sessions runs on ${runtime.name.split(',', 1)[0]}`, async () => {
		await using folder = await readerFolder();
		await folder.writeAsItStands(staticProgram);
		await using running = await startProgram(runtime, folder);
		const ann = running.browser();
		const greeting = async (): Promise<string> => (await ann.open('/')).body;
		assert.equal(await greeting(), 'Hello stranger');
		await ann.open('/login', post);
		assert.equal(await greeting(), 'Hello Ann');
		await ann.open('/logout', post);
		assert.deepEqual([ann.cookies.size, await greeting()], [0, 'Hello stranger']);
	});
}

test('on Deno the import map of the README of oak_sessions is enough for the program of the document', async () => {
	const deno = runtimes.find(({ name }) => name.startsWith('Deno'));
	assert.ok(deno !== undefined);
	await using folder = await readerFolder();
	await folder.writeAsItStands(readOakDocument().pageCount);
	await using running = await startProgram(deno, folder);
	await tryPageCount(running.browser(), running.browser());
});

test('the examples and the types of the README of oak_sessions compile, and hold', async () => {
	await using folder = await readerFolder();
	const check = `import type { Context } from '@oakserver/oak';
import type { Context as OtherContext } from '@oak/oak';
export async function check(ctx: Context, other: OtherContext): Promise<void> {
	const user = await ctx.session.get('user');
	const name: string | undefined = user?.name;
	// @ts-expect-error it is a string
	const number: number | undefined = user?.name;
	// @ts-expect-error there is no such key
	await ctx.session.get('nothing');
	// @ts-expect-error it is a number
	await other.session.set('visits', 'many');
	console.log(name, number);
}
`;
	const files = { program, 'static-program': staticProgram, types, 'other-oak': otherOak, check };
	for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, `${name}.ts`), text);
	const settings = JSON.parse(await readFile(join(folder.path, 'tsconfig.json'), 'utf8'));
	settings.include = ['*.ts'];
	// Where an Oak of another name would be.
	settings.compilerOptions.paths = { '@oak/oak': ['./node_modules/@oakserver/oak/esm/mod.d.ts'] };
	await writeFile(join(folder.path, 'tsconfig.json'), JSON.stringify(settings));
	const { code, output } = await readCommand('tsc', ['-p', folder.path, '--pretty', 'false']);
	assert.equal(code, 0, output);
});
