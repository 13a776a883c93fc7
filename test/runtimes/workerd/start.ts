import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { kCurrentWorker, Miniflare, supportedCompatibilityDate } from 'miniflare';

/**
 * Starts workerd with a Worker of this folder, as of the newest date it knows. What the Worker fetches, it is asked
 * itself: in a request of its own.
 */
export async function startWorker(file: string, compatibilityFlags: string[]): Promise<Miniflare> {
	const { outputFiles } = await build({
		entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
		bundle: true,
		format: 'esm',
		target: 'es2023',
		write: false,
		logLevel: 'error',
	});
	return new Miniflare({
		modules: true,
		script: outputFiles[0]?.text ?? '',
		compatibilityDate: supportedCompatibilityDate,
		compatibilityFlags,
		outboundService: kCurrentWorker,
	});
}
