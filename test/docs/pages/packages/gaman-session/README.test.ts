import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startApplication, writeApplication } from '../../../../../packages/gaman-session/test/support/application.ts';
import { folderOf } from '../../../../../packages/gaman-session/test/support/folder.ts';
import { typeCheck } from '../../../../../packages/gaman-session/test/support/type-check.ts';
import { Visitor } from '../../../../../packages/gaman-session/test/support/visitor.ts';
import { readPage } from '../../../support/page.ts';

const { blocks } = await readPage('packages/gaman-session/README.md');
const [install = '', makeKey = ''] = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text);
const [index = '', routes = '', types = ''] = blocks
	.filter(({ language }) => language === 'ts')
	.map(({ text }) => text);

test('the README of @gaman/session has the code that these tests run', () => {
	assert.equal(blocks.length, 5);
	assert.equal(install, 'npm install @gaman/session\n');
});

test('the key that the README of @gaman/session makes is good enough for production, and its example runs', async (test) => {
	const folder = await folderOf(test);
	execFileSync('sh', ['-c', makeKey], { cwd: folder });
	const [, GAMAN_KEY = ''] = /^GAMAN_KEY=(.+)\n$/.exec(await readFile(join(folder, '.env'), 'utf8')) ?? [];
	const env = { GAMAN_KEY, NODE_ENV: 'production' };
	const application = await startApplication(test, { index, routes }, { env });
	const url = await application.address();
	const [phone, laptop] = [new Visitor(url), new Visitor(url)];
	const profile = async (visitor: Visitor): Promise<unknown> => (await visitor.open('/profile')).json();

	assert.deepEqual(await profile(phone), { error: 'Not authenticated' });
	for (const visitor of [phone, laptop]) assert.equal((await visitor.open('/login')).status, 302);
	const user = { id: 1, name: 'Angga' };
	assert.deepEqual(await profile(phone), { user, visits: 1, message: 'Welcome back' });
	assert.deepEqual(await profile(phone), { user, visits: 2, message: null });
	assert.deepEqual(await profile(laptop), { user, visits: 1, message: 'Welcome back' });
	const before = phone.cookieValues;
	await phone.open('/logout');
	assert.deepEqual(phone.cookieNames, []);
	assert.equal(before.length, 1);
	await phone.open('/login');
	await laptop.open('/logout-everywhere');
	for (const visitor of [phone, laptop]) assert.deepEqual(await profile(visitor), { error: 'Not authenticated' });
});

test('the example and the types of the README of @gaman/session compile, and hold', async (test) => {
	const folder = await writeApplication(test, { index, routes });
	const check = `import type { Session } from '@gaman/session';
export async function check(session: Session): Promise<void> {
	const user = await session.get('user');
	const name: string | undefined = user?.name;
	// @ts-expect-error it is a string
	const other: number | undefined = user?.name;
	// @ts-expect-error there is no such key
	await session.get('nothing');
	// @ts-expect-error it is a number
	await session.set('visits', 'many');
	console.log(name, other);
}
`;
	await writeFile(join(folder, 'types.ts'), types);
	await writeFile(join(folder, 'check.ts'), check);
	await typeCheck(folder);
});
