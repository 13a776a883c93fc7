import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '../../../tools/files.ts';
import { root } from './page.ts';

/** The texts of all sources of `sojourn`. */
export async function allSources(): Promise<string[]> {
	const folder = join(root, 'packages/sojourn/src');
	return Promise.all((await listFiles('**/*.ts', folder)).map((path) => readFile(join(folder, path), 'utf8')));
}

/** The text of the one source of `sojourn` that declares something, such as `interface SessionsOptions`. */
export async function sourceOf(declaration: string): Promise<string> {
	const found = (await allSources()).filter((text) => new RegExp(`^export ${declaration}\\b`, 'm').test(text));
	assert.equal(found.length, 1, `there is one source with ${declaration}`);
	return found[0] ?? '';
}
