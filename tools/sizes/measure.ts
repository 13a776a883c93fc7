import { resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import type { Portion } from './limits.ts';

/** Bytes. */
export interface Size {
	readonly minified: number;
	/** By Brotli at its highest quality. */
	readonly compressed: number;
}

/** The size of a portion of the built packages, without what its user has beside it: the core, clients, frameworks. */
export async function measure({ modules }: Portion): Promise<Size> {
	const { outputFiles } = await build({
		stdin: { contents: modules.map((path) => `export * from './${path}';`).join('\n'), resolveDir: '.' },
		plugins: [alone(modules)],
		bundle: true,
		minify: true,
		format: 'esm',
		platform: 'neutral',
		target: 'es2023',
		write: false,
	});
	const code = outputFiles[0]?.contents ?? new Uint8Array();
	return { minified: code.length, compressed: brotliCompressSync(code).length };
}

/** Takes in the modules themselves. */
function alone(modules: readonly string[]): Plugin {
	const wanted = new Set(modules.map((path) => resolve(path)));
	return {
		name: 'alone',
		setup({ onResolve }) {
			onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
				const target = resolve(resolveDir, path);
				// As it is written, not where it lies: else the size of an import would be that of the folder's name.
				return wanted.has(target) ? { path: target } : { path, external: true };
			});
			onResolve({ filter: /^[^./]/ }, ({ path }) => ({ path, external: true }));
		},
	};
}
