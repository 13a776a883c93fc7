import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** An empty folder, which goes with the test. */
export async function folderOf(test: TestContext): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'gaman-session-'));
	test.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
	return folder;
}
