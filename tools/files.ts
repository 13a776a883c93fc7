import { glob } from 'node:fs/promises';

/** The files that match a glob, sorted; by their path from the folder, which is the workspace's root unless given. */
export async function listFiles(patterns: string | readonly string[], folder = '.'): Promise<string[]> {
	const files: string[] = [];
	const exclude = (name: string): boolean => name === 'node_modules' || name.endsWith('/node_modules');
	for await (const file of glob(patterns, { cwd: folder, exclude })) files.push(file);
	return files.toSorted();
}
