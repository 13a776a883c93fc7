import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { manifestPath, type Package, packages } from './packages.ts';

/** A file in which a package names its entries: package.json for npm, and jsr.json where it is published there too. */
interface Listing {
	readonly path: string;
	/** What it holds. */
	readonly actual: Readonly<Record<string, unknown>>;
	/** What it should hold. */
	readonly expected: Readonly<Record<string, unknown>>;
}

/** Writes the exports of every package from the list of its entry files. */
export async function writeExports(): Promise<void> {
	for (const { path, expected } of await readListings()) {
		await writeFile(path, `${JSON.stringify(expected, null, '\t')}\n`);
	}
}

/** Names every file whose exports are not exactly the entry files of its package. */
export async function findWrongExports(): Promise<string[]> {
	const wrong = (await readListings()).filter(({ actual, expected }) => !isDeepStrictEqual(actual, expected));
	return wrong.map(({ path }) => `${path}: exports differ from the entry files; npm run format writes them`);
}

async function readListings(): Promise<Listing[]> {
	return (await Promise.all(packages.map(readListingsOf))).flat();
}

async function readListingsOf(each: Package): Promise<Listing[]> {
	const entries = new Map((await each.entries()).map((entry) => [subpathOf(entry), entry]));
	const subpaths = [...entries].toSorted(([left], [right]) => (left < right ? -1 : 1));

	const path = manifestPath(each);
	const manifest = JSON.parse(await readFile(path, 'utf8'));
	const built = subpaths.map(([subpath, entry]) => {
		const name = basename(entry, '.ts');
		return [subpath, { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` }];
	});
	const npm = { path, actual: manifest, expected: { ...manifest, exports: Object.fromEntries(built) } };

	const jsrPath = join(each.folder, 'jsr.json');
	if (!existsSync(jsrPath)) return [npm];
	const actual = JSON.parse(await readFile(jsrPath, 'utf8'));
	const sources = subpaths.map(([subpath, entry]) => [subpath, `./${entry}`]);
	const expected = { ...actual, version: manifest.version, exports: Object.fromEntries(sources) };
	return [npm, { path: jsrPath, actual, expected }];
}

/** `src/sqlite.ts` is the subpath `./sqlite`; `src/index.ts` and `mod.ts` are the package itself. */
function subpathOf(entry: string): string {
	const name = basename(entry, '.ts');
	return name === 'index' || name === 'mod' ? '.' : `./${name}`;
}
