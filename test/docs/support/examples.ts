import { existsSync } from 'node:fs';
import { type Block, type Page, root } from './page.ts';

/**
 * The TypeScript of a page as modules. A block that begins with an import begins a module, and one that does not goes on
 * with it, as a reader takes it. A block that shows a file of the workspace is none: the file itself is tested.
 */
export function modulesOf({ path, blocks }: Page): string[] {
	const modules: string[] = [];
	for (const block of blocks) {
		if (block.language !== 'ts' || shownFileOf(block) !== null) continue;
		const last = modules.length - 1;
		if (block.text.startsWith('import ')) modules.push(block.text);
		else if (last >= 0) modules[last] += `\n${block.text}`;
		else throw new Error(`The first block of ${path} that is TypeScript imports nothing.`);
	}
	return modules;
}

/** A file that a block shows, by the comment before it. */
export interface ShownFile {
	/** From the root of the workspace. */
	readonly file: string;
	/** The whole file, or lines of it in their order. */
	readonly extent: 'whole' | 'lines';
}

/**
 * `<!-- path -->` before a block says that it is that file, `<!-- from path -->` that its lines stand in that file, and
 * Biome may be told in the same comment to leave them as they are.
 */
export function shownFileOf({ comment }: Block): ShownFile | null {
	const [, from, file = ''] = /^(?:biome-ignore format: )?(from )?(\S+)$/.exec(comment ?? '') ?? [];
	if (file === '' || !existsSync(root + file)) return null;
	return { file, extent: from === undefined ? 'whole' : 'lines' };
}
