import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { kCurrentWorker, Miniflare, supportedCompatibilityDate } from 'miniflare';

/**
 * Starts workerd with a Worker, as of the newest date it knows. What the Worker fetches, it is asked itself: in a
 * request of its own.
 *
 * @param file from this folder
 * @param bindings texts, which with `nodejs_compat` are in `process.env` too
 */
export async function startWorker(
	file: string,
	compatibilityFlags: string[],
	bindings: Record<string, string> = {},
): Promise<Miniflare> {
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
		bindings,
		outboundService: kCurrentWorker,
	});
}
