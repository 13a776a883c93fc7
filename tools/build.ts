import { readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { writeDeclarations } from './build/declarations.ts';
import { writeModules } from './build/modules.ts';
import { type Package, packages } from './packages.ts';

/** Compiles every package into its dist, in the order of their dependencies. */
export async function build(): Promise<void> {
	for (const each of packages) {
		const entries = await each.entries();
		if (entries.length > 0) await buildPackage(each, entries);
	}
}

async function buildPackage(each: Package, entries: readonly string[]): Promise<void> {
	const declarations = await writeDeclarations(each.folder);
	const modules = await writeModules(each, entries);
	await removeAllBut(new Set([...declarations, ...modules]), join(each.folder, 'dist'));
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
