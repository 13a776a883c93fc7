import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of the demo. */
export interface DemoFolder {
	readonly path: string;
	/** Under which the demo's sessions are sealed. */
	readonly secret: string;
}

/**
 * Opens the folder, and makes it where it is missing, readable by its owner only. The secret is made at random the
 * first time and kept there, so that sessions outlive a restart of the demo. A real application takes its secret from
 * its environment and keeps it away from its sessions.
 */
export async function openFolder(path: string): Promise<DemoFolder> {
	await mkdir(path, { recursive: true, mode: 0o700 });
	const file = join(path, 'secret');
	try {
		await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	}
	return { path, secret: await readFile(file, 'utf8') };
}
