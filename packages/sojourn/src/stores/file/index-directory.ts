import { open, stat, unlink } from 'node:fs/promises';
import { makeDirectories, privateFile, removeDirectory, syncDirectory } from './directories.ts';
import { failedWith, unlessFailedWith } from './failures.ts';
import type { Folder } from './folder.ts';

/** How often an entry is tried again when its group is removed under it. */
const attempts = 100;

/** An index: a directory with a directory for each group, and in it an empty file for each entry. */
export class IndexDirectory {
	readonly #folder: Folder;
	readonly #name: string;

	constructor(folder: Folder, name: string) {
		this.#folder = folder;
		this.#name = name;
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
		const directory = this.#pathOf(group);
		for (let attempt = 1; ; attempt += 1) {
			try {
				const handle = await open(`${directory}/${entry}`, 'a', privateFile);
				await handle.close();
				return await sync?.(directory);
			} catch (error) {
				if (!failedWith(error, 'ENOENT') || attempt === attempts) throw error;
				await makeDirectories(directory);
			}
		}
	}

	/** Removes the entry if it is there, and the group with its last one. */
	async remove(group: string, entry: string): Promise<void> {
		await unlessFailedWith(['ENOENT'], unlink(this.#pathOf(group, entry)));
		await this.removeIfEmpty(group);
	}

	/** Removes the group if it is there and has no entries. */
	async removeIfEmpty(group: string): Promise<void> {
		await removeDirectory(this.#pathOf(group));
	}

	/** The names of all groups. */
	groups(): Promise<readonly string[]> {
		return this.#folder.names(this.#name);
	}

	/** The names of a group's entries. */
	entries(group: string): Promise<readonly string[]> {
		return this.#folder.names(`${this.#name}/${group}`);
	}

	/** When the entry was added, in milliseconds since the epoch by the clock of the machine, or null if it is gone. */
	async addedAt(group: string, entry: string): Promise<number | null> {
		const found = await unlessFailedWith(['ENOENT'], stat(this.#pathOf(group, entry)));
		return found?.mtimeMs ?? null;
	}

	#pathOf(...names: readonly string[]): string {
		return [this.#folder.root, this.#name, ...names].join('/');
	}
}
