import { link, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { SojournError } from '../../contract/errors.ts';
import { makeDirectories, syncDirectory, writeNewFile } from './directories.ts';
import { failedWith, unlessFailedWith } from './failures.ts';

/** The one name taken in the application's folder. */
const rootName = 'sojourn';
/** What the file `format` holds. A later layout will say another number. */
const formatText = 'sojourn file store 1\n';
/** Everything that is made in it. */
const ownNames: readonly string[] = ['format', 'records', 'subjects', 'expiries'];

/**
 * The folder of a file store. In the application's folder there is
 *
 * - `sojourn/format`, which says whose it is and of which version,
 * - `sojourn/records/<first two digits>/<key>/<number>`, the generations of a record,
 * - `sojourn/subjects/<subject>/<key>.<mark>` and `sojourn/expiries/<interval>/<key>`, two indexes of empty files.
 *
 * Each is made when it is needed. So whoever removes all of it or some records, also while the store is in use, removes
 * sessions and nothing else. The indexes are not made anew for records that are kept: without the first those are no
 * longer found by their subject, and without the second they stay on the disk after they have expired.
 */
export class Folder {
	/** The path of `sojourn`. Absolute, because the process may change its working directory. */
	readonly root: string;
	/** The file system that it is on. */
	#device = Number.NaN;

	/** @param directory the application's folder */
	constructor(directory: string) {
		this.root = resolve(directory, rootName);
	}

	/**
	 * Opens the folder, making it where it is missing.
	 *
	 * @throws SojournError `SOJOURN_STORE_SCHEMA` when its `sojourn` is not ours, or of a version not known here
	 */
	async open(): Promise<void> {
		this.#device = await deviceOf(this.root);
		await this.ensure();
	}

	/** The directory of a key's generations. */
	recordOf(key: string): string {
		return `${this.root}/records/${key.slice(0, 2)}/${key}`;
	}

	/**
	 * Sees to it that the folder is there, made anew where somebody has removed it. Not where its volume is not mounted: the
	 * sessions on that will be back, and nobody is to be told meanwhile that they have ended.
	 *
	 * @throws SojournError `SOJOURN_STORE_SCHEMA` when something else stands there
	 */
	async ensure(): Promise<void> {
		if (await this.#isThere()) return;
		if ((await deviceOf(this.root)) !== this.#device) {
			throw new Error('The volume of the file store is not mounted.');
		}
		await makeDirectories(this.root);
		await this.#make();
	}

	/** The names in a directory of the folder. Where that is missing there are none, provided that the folder is there. */
	async names(path: string): Promise<readonly string[]> {
		const names = await unlessFailedWith(['ENOENT', 'ENOTDIR'], readdir(`${this.root}/${path}`));
		if (names === undefined) await this.ensure();
		return names ?? [];
	}

	/** Whether it is there, whole. Without its `format` it is when nobody else has put anything there. */
	async #isThere(): Promise<boolean> {
		const text = await formatIn(this.root);
		if (text === formatText) return true;
		if (text === null) {
			const names = (await unlessFailedWith(['ENOENT'], readdir(this.root))) ?? [];
			if (names.every((name) => ownNames.includes(name))) return false;
		}
		throw new SojournError(
			'SOJOURN_STORE_SCHEMA',
			`"${rootName}" in the folder of the file store is not ours, or of a newer version. It was left alone. Name another folder.`,
		);
	}

	/** `format` is written under another name and then linked, so that no other process ever sees a part of it. */
	async #make(): Promise<void> {
		const draft = `${this.root}.${crypto.randomUUID()}`;
		try {
			await writeNewFile(draft, formatText);
			await link(draft, `${this.root}/format`);
		} catch (error) {
			const another = failedWith(error, 'EEXIST') && (await this.#isThere());
			if (!another) throw error;
		} finally {
			await unlessFailedWith(['ENOENT'], unlink(draft));
		}
		await syncDirectory(this.root);
	}
}

/** What `format` says: null where it is missing, nothing where something else stands there. */
async function formatIn(root: string): Promise<string | null> {
	try {
		return await readFile(`${root}/format`, 'latin1');
	} catch (error) {
		if (failedWith(error, 'ENOENT')) return null;
		if (failedWith(error, 'ENOTDIR', 'EISDIR')) return '';
		throw error;
	}
}

/** The file system that a path is on, or would be. */
async function deviceOf(path: string): Promise<number> {
	const found = await unlessFailedWith(['ENOENT'], stat(path));
	return found?.dev ?? deviceOf(dirname(path));
}
