import { glob, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SharedStore } from './shared-stores.ts';

/** What is in a store on the disk besides the store itself: the paths of files, or what SQLite finds in its own. */
export async function remainsOf({ kind, location }: SharedStore): Promise<readonly string[]> {
	if (kind === 'file') return filesIn(location);
	using database = new DatabaseSync(location);
	const damages = database.prepare('PRAGMA integrity_check').all();
	const rows = database.prepare('SELECT * FROM sojourn_sessions').all();
	return [...damages, ...rows].map((row) => JSON.stringify(row)).filter((row) => row !== '{"integrity_check":"ok"}');
}

/** But for the file that says whose the folder is, and the directories that are always there. */
async function filesIn(folder: string): Promise<readonly string[]> {
	const paths: string[] = [];
	for await (const path of glob('**', { cwd: folder })) paths.push(path);
	const ofTheStore = /^(?:\.|sojourn|sojourn\/(?:format|records|subjects|expiries|records\/[0-9a-f]{2}))?$/;
	return paths.filter((path) => !ofTheStore.test(path)).sort();
}

/** Makes the files of a file store look as if they had been written so many milliseconds earlier. */
export async function ageBy(milliseconds: number, { kind, location }: SharedStore): Promise<void> {
	if (kind !== 'file') return;
	for (const path of await filesIn(location)) {
		const { mtimeMs } = await stat(join(location, path));
		const seconds = (mtimeMs - milliseconds) / 1000;
		await utimes(join(location, path), seconds, seconds);
	}
}
