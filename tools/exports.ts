import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Manifest, manifestPath, packages } from './packages.ts';

/** Writes the exports of every package from the list of its entry files. */
export async function writeExports(): Promise<void> {
	for (const each of packages) {
		const path = manifestPath(each);
		const manifest = await readManifest(path);
		manifest.exports = exportsOf(await each.entries());
		await writeFile(path, `${JSON.stringify(manifest, null, '\t')}\n`);
	}
}

/** Names every package whose exports are not exactly its entry files. */
export async function findWrongExports(): Promise<string[]> {
	const findings: string[] = [];
	for (const each of packages) {
		const path = manifestPath(each);
		const manifest = await readManifest(path);
		if (!isDeepStrictEqual(manifest.exports, exportsOf(await each.entries()))) {
			findings.push(`${path}: exports differ from the entry files; npm run format writes them`);
		}
	}
	return findings;
}

async function readManifest(path: string): Promise<Manifest> {
	return JSON.parse(await readFile(path, 'utf8'));
}

/** `src/sqlite.ts` is the subpath `./sqlite`; `src/index.ts` and `mod.ts` are the package itself. */
function exportsOf(entries: readonly string[]): Manifest['exports'] {
	const names = entries.map((entry) => basename(entry, '.ts'));
	const subpaths = names.map((name) => ({ name, subpath: name === 'index' || name === 'mod' ? '.' : `./${name}` }));
	return Object.fromEntries(
		subpaths
			.toSorted((left, right) => (left.subpath < right.subpath ? -1 : 1))
			.map(({ name, subpath }) => [subpath, { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` }]),
	);
}
