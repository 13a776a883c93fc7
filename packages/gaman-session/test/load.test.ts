import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf } from './support/folder.ts';
import { tryIsolation, tryLoad } from './support/load.ts';

test('under load no request sees the session of another, with the driver cookies', async (test) => {
	await tryIsolation(test, { type: 'cookies' });
});

test('under load no request sees the session of another and no change is lost, with the driver memory', async (test) => {
	await tryLoad(test, { type: 'memory' });
});

test('under load no request sees the session of another and no change is lost, with the driver file', async (test) => {
	await tryLoad(test, { type: 'file', dir: join(await folderOf(test), 'sessions') });
});

test('under load no request sees the session of another and no change is lost, with the driver sql', async (test) => {
	await tryLoad(test, { type: 'sql', file: join(await folderOf(test), 'sessions.db') });
});
