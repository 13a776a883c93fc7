import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readCommand } from '../../../tools/command.ts';
import { pack, packOurs, root } from './pack.ts';

/** A new, empty folder outside the workspace. */
export function emptyFolder(): Promise<string> {
	return mkdtemp(join(tmpdir(), 'sojourn-packages-'));
}

/**
 * A new folder with our packages installed from their tarballs, as `npm install` does for a user, without asking a registry:
 * what they depend on is packed from the workspace.
 *
 * @param clients the packages that the user has beside them, taken from the workspace; all that it names, unless given
 */
export async function installedFolder(clients?: readonly string[]): Promise<string> {
	const folder = await emptyFolder();
	const tarballs = [...(await packOurs(folder)), ...(await pack(folder, ['node_modules/cookie-es']))];
	await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
	const flags = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder];
	const { code, output } = await readCommand('npm', ['install', ...flags, ...tarballs.map(({ path }) => path)]);
	assert.equal(code, 0, output);
	for (const client of clients ?? (await readClients())) {
		const link = join(folder, 'node_modules', client);
		await mkdir(dirname(link), { recursive: true });
		await symlink(join(root, 'node_modules', client), link);
	}
	return folder;
}

async function readClients(): Promise<string[]> {
	return Object.keys(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).devDependencies);
}
