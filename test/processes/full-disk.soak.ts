import { join } from 'node:path';
import { test } from 'node:test';
import { runOnSmallDisk } from './support/small-disk.ts';

const program = join(import.meta.dirname, 'support', 'full-disk.ts');

for (const kind of ['file', 'sqlite']) {
	test(`a full disk under ${kind}: changes are refused with a clear error, what was there stays, and with room again all goes on`, async (t) => {
		t.diagnostic(await runOnSmallDisk(program, kind));
	});
}
