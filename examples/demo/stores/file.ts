import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileStore } from 'sojourn/file';
import type { DemoStore, StoredRow } from './demo-store.ts';

/** Bytes of the digest at the end of each file. */
const digestLength = 32;

/** Sessions as files in the demo's folder. */
export function openFile(folder: string): DemoStore {
	const directory = join(folder, 'sessions');
	return {
		title: 'files',
		store: fileStore(directory),
		look: (key) => lookIntoFile(join(directory, 'sojourn', 'records', key.slice(0, 2), key), key),
		close: async () => {},
	};
}

/** Reads the newest file of a record: a line of text, the data, a digest (docs/formats.md). */
async function lookIntoFile(directory: string, key: string): Promise<StoredRow | null> {
	const names = await readdir(directory).catch(() => []);
	const newest = Math.max(...names.filter((name) => /^\d+$/.test(name)).map(Number));
	if (!Number.isFinite(newest)) return null;
	const file = join(directory, String(newest));
	const bytes = await readFile(file);
	const end = bytes.indexOf('\n');
	const [, , kind, version, expiresAt, subject] = bytes.toString('latin1', 0, end).split(' ');
	if (kind !== 'record') return null;
	return {
		source: `Read just now, past the library, from the file ${relative('', file)}.`,
		command: `hexdump -C ${relative('', file)}`,
		key,
		version: Number(version),
		expiresAt: Number(expiresAt),
		subject: subject || null,
		data: bytes.subarray(end + 1, -digestLength),
		sealed: true,
	};
}
