import { readdir, readFile, unlink } from 'node:fs/promises';
import { type Content, decodeContent } from './content.ts';
import { removeDirectory } from './directories.ts';
import { Draft } from './draft.ts';
import { failedWith, unlessFailedWith } from './failures.ts';
import type { Folder } from './folder.ts';

/** The newest generation of a key. */
export interface Newest {
	/** Its place in the sequence of the key's generations: 1, 2, 3 ... */
	readonly number: number;
	/** What it holds, or null when its file is damaged or not ours. */
	readonly content: Content | null;
}

const generationName = /^[1-9][0-9]{0,14}$/;

/** The newest generation of a key, or null where there is none. */
export async function newestOf(folder: Folder, key: string): Promise<Newest | null> {
	const directory = folder.recordOf(key);
	let seen: number | undefined;
	for (;;) {
		const names = await namesIn(directory);
		if (names === 'missing') {
			await folder.ensure();
			return null;
		}
		if (names === 'foreign') return { number: 0, content: null };
		const number = generationsAmong(names).at(-1) ?? 0;
		const content = number === 0 ? 'missing' : await contentOf(`${directory}/${number}`);
		if (content !== 'missing') return { number, content };
		// It may have given way to the next one since the directory was listed. Found so twice, it stands so.
		if (number === seen) return number === 0 ? null : { number, content: null };
		seen = number;
	}
}

/**
 * Removes the generations below a number, and all drafts.
 *
 * In this order: first what is being written, so that no writer who was overtaken can still publish; then the
 * generations from the lowest up, so that an older one is never the newest.
 */
export async function removeBelow(number: number, directory: string): Promise<void> {
	const names = await namesIn(directory);
	if (typeof names === 'string') return;
	await Promise.all(names.filter(Draft.isName).map((name) => removeFile(`${directory}/${name}`)));
	for (const generation of generationsAmong(names)) {
		if (generation < number) await removeFile(`${directory}/${generation}`);
	}
}

/** Removes all generations and drafts, and the directory unless something else is in it. */
export async function removeAll(directory: string): Promise<void> {
	await removeBelow(Number.POSITIVE_INFINITY, directory);
	await removeDirectory(directory);
}

/** Removes what stands in the place of a key's directory and is none. Answers false where a directory stands there by now. */
export async function removeForeign(path: string): Promise<boolean> {
	try {
		await removeFile(path);
		return true;
	} catch (error) {
		if (failedWith(error, 'EISDIR', 'EPERM')) return false;
		throw error;
	}
}

async function removeFile(path: string): Promise<void> {
	await unlessFailedWith(['ENOENT'], unlink(path));
}

async function namesIn(directory: string): Promise<readonly string[] | 'missing' | 'foreign'> {
	try {
		return await readdir(directory);
	} catch (error) {
		if (failedWith(error, 'ENOENT')) return 'missing';
		if (failedWith(error, 'ENOTDIR', 'EACCES', 'ELOOP')) return 'foreign';
		throw error;
	}
}

function generationsAmong(names: readonly string[]): readonly number[] {
	return names
		.filter((name) => generationName.test(name))
		.map(Number)
		.sort((left, right) => left - right);
}

async function contentOf(path: string): Promise<Content | null | 'missing'> {
	try {
		return decodeContent(await readFile(path));
	} catch (error) {
		if (failedWith(error, 'ENOENT')) return 'missing';
		if (failedWith(error, 'EISDIR', 'EACCES', 'ELOOP')) return null;
		throw error;
	}
}
