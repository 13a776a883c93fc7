import { readFile, writeFile } from 'node:fs/promises';
import { putSection } from '../section.ts';
import { portions } from './limits.ts';
import { measure } from './measure.ts';

/** Where the table stands. */
export const sizesPage = 'docs/sizes.md';

/** Measures the built packages and writes the table of their sizes. */
export async function writeSizes(): Promise<void> {
	const rows = [
		['imported', 'minified', 'compressed', 'aim', ''],
		['---', '---:', '---:', '---:', ':---:'],
		...(await Promise.all(
			portions.map(async (portion) => {
				const { minified, compressed } = await measure(portion);
				const sizes = [minified, compressed, portion.aim].map(inKilobytes);
				return [portion.name, ...sizes, compressed <= portion.aim ? '✔' : '✖'];
			}),
		)),
	];
	const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	await writeFile(sizesPage, putSection(await readFile(sizesPage, 'utf8'), 'sizes', table));
}

function inKilobytes(bytes: number): string {
	return `${(bytes / 1000).toFixed(1)} kB`;
}
