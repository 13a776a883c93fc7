import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * Writes the licences of the packages that became part of ours, as they demand. Answers the files, none where there is
 * no such package.
 *
 * @param inputs the files that were read for the modules
 */
export async function writeLicences(folder: string, inputs: readonly string[]): Promise<string[]> {
	const names = new Set(
		inputs.flatMap((path) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(path)?.[1] ?? []),
	);
	if (names.size === 0) return [];
	const texts = await Promise.all(
		[...names].toSorted().map(async (name) => {
			const licence = await readFile(join('node_modules', name, 'LICENSE'), 'utf8');
			return `The package ${name} is part of these modules, under this licence:\n\n${licence.trim()}\n`;
		}),
	);
	const path = resolve(folder, 'dist', 'LICENSES.txt');
	await writeFile(path, texts.join('\n'));
	return [path];
}
