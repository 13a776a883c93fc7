import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileStore } from '../../src/stores/file.ts';
import { call, keyOf, record } from '../../src/testing/records.ts';
import { findWhileMoving } from './support/moving-session.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

test('a session that moves from key to key in files is found by its subject all along', async () => {
	const directory = temporaryDirectory();
	try {
		const [mover, finder] = [fileStore(directory.path), fileStore(directory.path)];
		await mover.create(keyOf(999_999), record(Date.now() + 600_000), call(Date.now()));
		const entries = join(directory.path, 'sojourn', 'subjects', 'ann');
		await mkdir(entries, { recursive: true });
		// What writers leave that are killed between the index and the record.
		for (let left = 0; left < 2000; left += 1) {
			await writeFile(join(entries, `${keyOf(1_000_000 + left)}.${crypto.randomUUID()}`), '');
		}
		await findWhileMoving(mover, finder, 'ann');
	} finally {
		directory.remove();
	}
});
