import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

/** A folder outside the workspace, with what a user has there. */
export interface Folder {
	readonly path: string;
	remove(): Promise<void>;
}

/** An empty folder. */
export async function emptyFolder(): Promise<Folder> {
	const path = await mkdtemp(join(tmpdir(), 'sojourn-packages-'));
	return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Packs our packages into a folder. */
export function packOurs(folder: Folder): Promise<readonly Tarball[]> {
	return pack(
		folder,
		packages.map((each) => each.folder),
	);
}

async function pack({ path }: Folder, folders: readonly string[]): Promise<readonly Tarball[]> {
	const parts = folders.map((each) => join(root, each));
	const { code, output } = await readCommand('npm', ['pack', '--json', '--pack-destination', path, ...parts]);
	assert.equal(code, 0, output);
	const packed: { name: string; filename: string; files: { path: string }[] }[] = JSON.parse(output);
	return packed.map(({ name, filename, files }) => ({
		name,
		path: join(path, filename),
		files: files.map((file) => file.path),
	}));
}

/**
 * Installs our packages from their tarballs in an empty folder, as `npm install` does for a user, without asking a
 * registry: what they depend on is packed from the workspace.
 *
 * @param clients packages that the user has beside them, taken from the workspace
 */
export async function installedFolder(clients: readonly string[] = []): Promise<Folder> {
	const folder = await emptyFolder();
	const tarballs = [...(await packOurs(folder)), ...(await pack(folder, ['node_modules/cookie-es']))];
	await writeFile(join(folder.path, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
	const flags = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder.path];
	const { code, output } = await readCommand('npm', ['install', ...flags, ...tarballs.map(({ path }) => path)]);
	assert.equal(code, 0, output);
	for (const client of clients) {
		const link = join(folder.path, 'node_modules', client);
		await mkdir(dirname(link), { recursive: true });
		await symlink(join(root, 'node_modules', client), link);
	}
	return folder;
}
