import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOakDocument } from '../../../test/documents/oak-document.ts';
import { startRedis } from '../../../test/servers/redis.ts';
import { createDocumentFolder } from './support/document-folder.ts';
import { runtimes, startProgram } from './support/document-program.ts';
import { tryPageCount } from './support/page-count.ts';

const program = readOakDocument().stores.RedisStore ?? '';

for (const runtime of runtimes) {
	test(`the document's RedisStore runs on ${runtime.name}, and its sessions outlive a restart without a secret`, async () => {
		await using redis = await startRedis();
		const environment = { INSTEAD_OF_6379: String(redis.port) };
		await using folder = await createDocumentFolder();
		await runtime.write(folder, program);
		const first = await startProgram(runtime, folder, environment);
		const ann = first.browser();
		await tryPageCount(ann, first.browser());
		await first[Symbol.asyncDispose]();
		await using second = await startProgram(runtime, folder, environment);
		const again = second.browser();
		for (const [name, value] of ann.cookies) again.cookies.set(name, value);
		assert.equal((await again.open('/session')).body, 'Visited page 1 times');
		const keys = (await redis.send('KEYS', '*')) as string[];
		assert.ok(keys.length > 0 && keys.every((key) => key.startsWith('session_')), 'All keys have the prefix.');
	});
}
