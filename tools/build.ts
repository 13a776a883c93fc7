import { readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CommandFailure, readCommand } from './command.ts';
import { type Package, packages } from './packages.ts';

/** Compiles every package into its dist, in the order of their dependencies. */
export async function build(): Promise<void> {
	for (const each of packages) {
		if ((await each.entries()).length > 0) await buildPackage(each);
	}
}

async function buildPackage({ folder }: Package): Promise<void> {
	const { code, output } = await readCommand('tsc', ['-p', folder, '--listEmittedFiles', '--pretty', 'false']);
	const lines = output.split('\n');
	if (code !== 0) {
		console.error(lines.filter((line) => !line.startsWith('TSFILE: ')).join('\n'));
		throw new CommandFailure(`${folder} does not compile.`);
	}
	const emitted = lines.filter((line) => line.startsWith('TSFILE: ')).map((line) => resolve(line.slice(8).trim()));
	await removeAllBut(new Set(emitted), join(folder, 'dist'));
}

/** What an earlier build left of a source that is gone would be published, and could still be imported. */
async function removeAllBut(emitted: ReadonlySet<string>, dist: string): Promise<void> {
	const folders = new Set([...emitted].map((path) => dirname(path)));
	for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
		const path = resolve(entry.parentPath, entry.name);
		const kept = entry.isDirectory()
			? [...folders].some((folder) => `${folder}/`.startsWith(`${path}/`))
			: emitted.has(path);
		if (!kept) await rm(path, { recursive: true, force: true });
	}
}
