import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { build as bundle, type Metafile, type Plugin } from 'esbuild';
import { CommandFailure, readCommand } from './command.ts';
import { type Package, packages } from './packages.ts';

/** Compiles every package into its dist, in the order of their dependencies. */
export async function build(): Promise<void> {
	for (const each of packages) {
		const entries = await each.entries();
		if (entries.length > 0) await buildPackage(each, entries);
	}
}

async function buildPackage({ folder }: Package, entries: readonly string[]): Promise<void> {
	const declarations = await writeDeclarations(folder);
	const modules = await writeModules(folder, entries);
	await removeAllBut(new Set([...declarations, ...modules]), join(folder, 'dist'));
}

/** The declarations, a file for each source. */
async function writeDeclarations(folder: string): Promise<string[]> {
	const { code, output } = await readCommand('tsc', ['-p', folder, '--listEmittedFiles', '--pretty', 'false']);
	const lines = output.split('\n');
	if (code !== 0) {
		console.error(lines.filter((line) => !line.startsWith('TSFILE: ')).join('\n'));
		throw new CommandFailure(`${folder} does not compile.`);
	}
	return lines.filter((line) => line.startsWith('TSFILE: ')).map((line) => resolve(line.slice(8).trim()));
}

/**
 * The modules: a file for each entry, since Node takes about half a millisecond for each file that an import leads to. The
 * first one, the package itself, holds all that it is made of; what others need of that they import from it.
 */
async function writeModules(folder: string, entries: readonly string[]): Promise<string[]> {
	const [main = '', ...others] = entries.toSorted((left, right) => Number(isMain(right)) - Number(isMain(left)));
	const first = await bundleEntries(folder, [main], []);
	const held = new Set(Object.keys(first.inputs).map((path) => resolve(path)));
	const fromMain: Plugin = {
		name: 'from the package itself',
		setup({ onResolve }) {
			onResolve({ filter: /^\./ }, ({ path, resolveDir }) =>
				held.has(resolve(resolveDir, path)) ? { path: `./${basename(main, '.ts')}.js`, external: true } : null,
			);
		},
	};
	const second = await bundleEntries(folder, others, [fromMain]);
	return [...Object.keys(first.outputs), ...Object.keys(second.outputs)].map((path) => resolve(path));
}

function isMain(entry: string): boolean {
	return entry === 'src/index.ts' || entry === 'mod.ts';
}

async function bundleEntries(folder: string, entries: readonly string[], plugins: Plugin[]): Promise<Metafile> {
	const { metafile } = await bundle({
		entryPoints: entries.map((entry) => join(folder, entry)),
		outdir: join(folder, 'dist'),
		plugins,
		bundle: true,
		packages: 'external',
		external: ['node:*'],
		format: 'esm',
		platform: 'neutral',
		target: 'es2023',
		metafile: true,
		logLevel: 'warning',
	});
	return metafile;
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
