import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCommand } from '../../../tools/command.ts';
import { packages } from '../../../tools/packages.ts';

/** The root of the workspace, with a slash at the end. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

/** A package as it would be published. */
export interface Tarball {
	readonly name: string;
	readonly path: string;
	/** What is in it, by their paths in the package. */
	readonly files: readonly string[];
}

/** Packs our packages into a folder. */
export function packOurs(destination: string): Promise<readonly Tarball[]> {
	return pack(
		destination,
		packages.map(({ folder }) => folder),
	);
}

/**
 * Packs packages into a folder.
 *
 * @param folders of the packages, from the root of the workspace
 */
export async function pack(destination: string, folders: readonly string[]): Promise<readonly Tarball[]> {
	const sources = folders.map((folder) => join(root, folder));
	const { code, output } = await readCommand('npm', ['pack', '--json', '--pack-destination', destination, ...sources]);
	assert.equal(code, 0, output);
	const packed: { name: string; filename: string; files: { path: string }[] }[] = JSON.parse(output);
	return packed.map(({ name, filename, files }) => ({
		name,
		path: join(destination, filename),
		files: files.map((file) => file.path),
	}));
}
