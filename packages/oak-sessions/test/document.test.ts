import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOakDocument } from '../../../test/documents/oak-document.ts';
import { DB } from '../../../test/stand-ins/deno-sqlite.ts';
import { readCommand } from '../../../tools/command.ts';
import { createDocumentFolder } from './support/document-folder.ts';
import { runtimes, startProgram } from './support/document-program.ts';
import { tryPageCount } from './support/page-count.ts';

const { pageCount, stores } = readOakDocument();
const secret = { SOJOURN_SECRET: 'a secret for tests, long enough to be one' };

test('the document has the programs that these tests run', () => {
	// That of RedisStore is run where the tests have a Redis.
	assert.deepEqual(Object.keys(stores), ['CookieStore', 'SqliteStore', 'RedisStore', 'WebdisStore']);
});

for (const runtime of runtimes) {
	test(`the document's page counter runs on ${runtime.name}`, async () => {
		await using folder = await createDocumentFolder();
		await runtime.write(folder, pageCount);
		await using program = await startProgram(runtime, folder, secret);
		const { ended } = await tryPageCount(program.browser(), program.browser());
		assert.equal((await ended.open('/session')).body, 'Visited page 0 times', 'Its copy opens nothing.');
	});

	test(`the document's page counter ends a session by its cookie, as its comment shows, on ${runtime.name}`, async () => {
		const shown = pageCount
			.replace('await session.deleteSession(ctx)', '')
			.replace('// await session', 'await session');
		assert.match(shown, /^ {4}await session\.deleteSession\(ctx\.cookies\.get\('session'\)\)$/m);
		await using folder = await createDocumentFolder();
		await runtime.write(folder, shown);
		await using program = await startProgram(runtime, folder, secret);
		const { ended } = await tryPageCount(program.browser(), program.browser());
		assert.equal((await ended.open('/session')).body, 'Visited page 0 times', 'Its copy opens nothing.');
	});

	test(`the document's CookieStore runs on ${runtime.name}, once the one word is mended that the page misspells`, async () => {
		const program = stores.CookieStore ?? '';
		await using folder = await createDocumentFolder();
		await runtime.write(folder, program);
		await assert.rejects(
			startProgram(runtime, folder),
			/ReferenceError: (?:Cookiestore is not defined|Can't find variable: Cookiestore)/,
		);
		await runtime.write(folder, program.replace('new Cookiestore(', 'new CookieStore('));
		await using running = await startProgram(runtime, folder);
		await tryPageCount(running.browser(), running.browser());
	});

	test(`the document's WebdisStore is refused at start on ${runtime.name}, with what to write instead`, async () => {
		await using folder = await createDocumentFolder();
		await runtime.write(folder, stores.WebdisStore ?? '');
		await assert.rejects(
			startProgram(runtime, folder),
			/SojournError: This version of oak_sessions keeps no sessions over Webdis\. Write new RedisStore\(client\)/,
		);
	});

	test(`the document's SqliteStore runs on ${runtime.name}, and its sessions outlive a restart without a secret`, async () => {
		await using folder = await createDocumentFolder();
		await runtime.write(folder, stores.SqliteStore ?? '');
		const first = await startProgram(runtime, folder);
		const ann = first.browser();
		await tryPageCount(ann, first.browser());
		await first[Symbol.asyncDispose]();
		await using second = await startProgram(runtime, folder);
		const again = second.browser();
		for (const [name, value] of ann.cookies) again.cookies.set(name, value);
		assert.equal((await again.open('/session')).body, 'Visited page 1 times');
		const database = new DB(`${folder.path}/database.db`);
		assert.deepEqual([...database.query('SELECT COUNT(*) FROM optional_custom_table_name')], [[2]]);
		database.close();
	});
}

for (const [name, program] of Object.entries({
	pageCount,
	SqliteStore: stores.SqliteStore,
	RedisStore: stores.RedisStore,
})) {
	test(`the document's program with ${name} compiles under Deno as it stands, and under tsc`, async () => {
		await using folder = await createDocumentFolder();
		await folder.writeAsItStands(program ?? '');
		const path = `${folder.path}/program.ts`;
		const deno = await readCommand('deno', ['check', `--import-map=${folder.path}/import-map.json`, path]);
		assert.equal(deno.code, 0, deno.output);
		await folder.writeWithImportsChanged(program ?? '');
		const tsc = await readCommand('tsc', ['-p', folder.path, '--pretty', 'false']);
		assert.equal(tsc.code, 0, tsc.output);
	});
}
