import { basename, join, resolve } from 'node:path';
import { build as bundle, type Metafile, type Plugin } from 'esbuild';
import type { Package } from '../packages.ts';

/** What came of bundling: the files that were read and written, by their absolute paths. */
interface Bundled {
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
}

/**
 * Writes the modules of a package: a file for each entry, since Node takes about half a millisecond for each file that an
 * import leads to. The first one, the package itself, holds all that it is made of; what others need of that they import
 * from it. Other packages never become part of it. Answers the files.
 */
export async function writeModules(each: Package, entries: readonly string[]): Promise<readonly string[]> {
	const [main = '', ...others] = entries.toSorted((left, right) => Number(isMain(right)) - Number(isMain(left)));
	const first = await bundleEntries(each, [main], []);
	const held = new Set(first.inputs);
	const fromMain: Plugin = {
		name: 'from the package itself',
		setup({ onResolve }) {
			onResolve({ filter: /^\./ }, ({ path, resolveDir }) =>
				held.has(resolve(resolveDir, path)) ? { path: `./${basename(main, '.ts')}.js`, external: true } : null,
			);
		},
	};
	const second = await bundleEntries(each, others, [fromMain]);
	return [...first.outputs, ...second.outputs];
}

function isMain(entry: string): boolean {
	return entry === 'src/index.ts' || entry === 'mod.ts';
}

async function bundleEntries({ folder }: Package, entries: readonly string[], plugins: Plugin[]): Promise<Bundled> {
	const { metafile }: { readonly metafile: Metafile } = await bundle({
		entryPoints: entries.map((entry) => join(folder, entry)),
		outdir: join(folder, 'dist'),
		packages: 'external',
		plugins,
		bundle: true,
		format: 'esm',
		platform: 'neutral',
		target: 'es2023',
		metafile: true,
		logLevel: 'warning',
	});
	const [inputs, outputs] = [metafile.inputs, metafile.outputs].map((files) =>
		Object.keys(files).map((path) => resolve(path)),
	);
	return { inputs: inputs ?? [], outputs: outputs ?? [] };
}
