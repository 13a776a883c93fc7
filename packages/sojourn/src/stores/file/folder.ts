import { access, lstat, mkdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { SojournError } from '../../core/errors.ts';
import { makeDirectories, makeDirectory, privateDirectory, syncDirectory, writeNewFile } from './directories.ts';
import { failedWith, unlessFailedWith } from './failures.ts';

/** The one name taken in the application's folder. */
const rootName = 'sojourn';
/** What the file `format` holds. A later layout will say another number. */
const formatText = 'sojourn file store 1\n';

/**
 * The folder of a file store. In the application's folder there is
 *
 * - `sojourn/format`, which says whose it is and of which version,
 * - `sojourn/records/<first two digits>/<key>/<number>`, the generations of a record,
 * - `sojourn/subjects/<subject>/<key>.<mark>` and `sojourn/expiries/<interval>/<key>`, two indexes of empty files.
 */
export class Folder {
	/** The path of `sojourn`. */
	readonly root: string;

	private constructor(root: string) {
		this.root = root;
	}

	/**
	 * Opens the folder, making it where it is missing.
	 *
	 * @throws SojournError `SOJOURN_STORE_SCHEMA` when its `sojourn` is not ours, or of a version not known here
	 */
	static async open(directory: string): Promise<Folder> {
		await makeDirectories(directory);
		// Absolute, because the process may change its working directory.
		const parent = await realpath(directory);
		const folder = new Folder(`${parent}/${rootName}`);
		if (!(await folder.#isThere())) await folder.#make(parent);
		return folder;
	}

	/** The names of the directories under `records`, in order. */
	get shards(): readonly string[] {
		return Array.from({ length: 256 }, (_, number) => number.toString(16).padStart(2, '0'));
	}

	/** The path of a shard of `records`. */
	shard(name: string): string {
		return `${this.root}/records/${name}`;
	}

	/** The directory of a key's generations. */
	recordOf(key: string): string {
		return `${this.shard(key.slice(0, 2))}/${key}`;
	}

	/** Fails where the folder is gone, in which case a missing file says nothing about a session. */
	async demandPresence(): Promise<void> {
		try {
			await access(`${this.root}/format`);
		} catch (cause) {
			throw new Error('The folder of the file store is gone: it was removed, or its volume is not mounted.', { cause });
		}
	}

	async #isThere(): Promise<boolean> {
		const text = await unlessFailedWith(['ENOENT', 'ENOTDIR', 'EISDIR'], readFile(`${this.root}/format`, 'latin1'));
		if (text === formatText) return true;
		if (text === undefined && (await unlessFailedWith(['ENOENT'], lstat(this.root))) === undefined) return false;
		throw new SojournError(
			'SOJOURN_STORE_SCHEMA',
			`"${rootName}" in the folder of the file store is not ours, or was made by a newer version of this library. It was left alone. Name another folder.`,
		);
	}

	/** Made whole under another name and then renamed, so that no other process ever sees a part of it. */
	async #make(parent: string): Promise<void> {
		const draft = new Folder(`${parent}/${rootName}.${crypto.randomUUID()}`);
		try {
			await makeDirectory(draft.root);
			for (const name of ['records', 'subjects', 'expiries']) await makeDirectory(`${draft.root}/${name}`);
			for (const name of this.shards) await mkdir(draft.shard(name), { mode: privateDirectory });
			await syncDirectory(`${draft.root}/records`);
			await writeNewFile(`${draft.root}/format`, formatText);
			await syncDirectory(draft.root);
			await rename(draft.root, this.root);
		} catch (error) {
			await rm(draft.root, { recursive: true, force: true });
			const another = failedWith(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR') && (await this.#isThere());
			if (!another) throw error;
		}
		await syncDirectory(parent);
	}
}
