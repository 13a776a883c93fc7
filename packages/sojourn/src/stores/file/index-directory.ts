import { open, readdir, stat, unlink } from 'node:fs/promises';
import { makeDirectory, privateFile, removeDirectory, syncDirectory } from './directories.ts';
import { failedWith, unlessFailedWith } from './failures.ts';

/** How often an entry is tried again when its group is removed under it. */
const attempts = 100;

/** An index: a directory with a directory for each group, and in it an empty file for each entry. */
export class IndexDirectory {
	readonly #path: string;

	constructor(path: string) {
		this.#path = path;
	}

	/** Adds the entry, on the disk when this is done, if it is not there. */
	add(group: string, entry: string): Promise<void> {
		return this.#enter(group, entry, syncDirectory);
	}

	/** The same, on the disk some time later. */
	place(group: string, entry: string): Promise<void> {
		return this.#enter(group, entry);
	}

	async #enter(group: string, entry: string, sync?: (directory: string) => Promise<void>): Promise<void> {
		const directory = `${this.#path}/${group}`;
		for (let attempt = 1; ; attempt += 1) {
			try {
				const handle = await open(`${directory}/${entry}`, 'a', privateFile);
				await handle.close();
				return await sync?.(directory);
			} catch (error) {
				if (!failedWith(error, 'ENOENT') || attempt === attempts) throw error;
				await makeDirectory(directory);
			}
		}
	}

	/** Removes the entry if it is there, and the group with its last one. */
	async remove(group: string, entry: string): Promise<void> {
		await unlessFailedWith(['ENOENT'], unlink(`${this.#path}/${group}/${entry}`));
		await this.removeIfEmpty(group);
	}

	/** Removes the group if it is there and has no entries. */
	async removeIfEmpty(group: string): Promise<void> {
		await removeDirectory(`${this.#path}/${group}`);
	}

	/** The names of all groups. */
	async groups(): Promise<readonly string[]> {
		return readdir(this.#path);
	}

	/** The names of a group's entries. */
	async entries(group: string): Promise<readonly string[]> {
		return (await unlessFailedWith(['ENOENT', 'ENOTDIR'], readdir(`${this.#path}/${group}`))) ?? [];
	}

	/** When the entry was added, in milliseconds since the epoch by the clock of the machine, or null if it is gone. */
	async addedAt(group: string, entry: string): Promise<number | null> {
		const found = await unlessFailedWith(['ENOENT'], stat(`${this.#path}/${group}/${entry}`));
		return found?.mtimeMs ?? null;
	}
}
