import { lstat, mkdir, open, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failedWith, unlessFailedWith } from './failures.ts';

/** Readable and writable by their owner only. */
export const privateFile = 0o600;
const privateDirectory = 0o700;

/** Makes a directory whose name is on the disk when this is done. One that is there stays as it is. */
async function makeDirectory(path: string): Promise<void> {
	try {
		await mkdir(path, { mode: privateDirectory });
	} catch (error) {
		if (failedWith(error, 'EEXIST')) return;
		throw error;
	}
	await syncDirectory(dirname(path));
}

/** The same, with the directories above it where they are missing. */
export async function makeDirectories(path: string): Promise<void> {
	try {
		await makeDirectory(path);
	} catch (error) {
		if (!failedWith(error, 'ENOENT')) throw error;
		await makeDirectories(dirname(path));
		await makeDirectory(path);
	}
}

/** Removes a directory, if it is there and nothing is in it. */
export async function removeDirectory(path: string): Promise<void> {
	await unlessFailedWith(['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'], rmdir(path));
}

/** Whether something stands at a path. */
export async function isThere(path: string): Promise<boolean> {
	return (await unlessFailedWith(['ENOENT'], lstat(path))) !== undefined;
}

/** Waits until the names in a directory are on the disk. */
export async function syncDirectory(path: string): Promise<void> {
	// Windows opens no directories; its NTFS keeps a journal of names.
	if (process.platform === 'win32') return;
	const handle = await open(path, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Makes a file of our own that is on the disk when this is done. Fails where there is one. */
export async function writeNewFile(path: string, data: string | Uint8Array): Promise<void> {
	const handle = await open(path, 'wx', privateFile);
	try {
		await handle.writeFile(data);
		await handle.sync();
	} finally {
		await handle.close();
	}
}
