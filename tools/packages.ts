import { join } from 'node:path';
import { listFiles } from './files.ts';

/** A published package of the workspace. */
export interface Package {
	/** Its folder, from the workspace's root. */
	readonly folder: string;
	/** The files that its users import, from its folder: `src/index.ts`, `src/sqlite.ts`. */
	entries(): Promise<string[]>;
}

/** The packages, each after those it depends on. */
export const packages: readonly Package[] = [
	definePackage('packages/sojourn', 'src/*.ts'),
	definePackage('packages/gaman-session', 'src/index.ts'),
	definePackage('packages/oak-sessions', 'mod.ts'),
];

function definePackage(folder: string, pattern: string): Package {
	return { folder, entries: () => listFiles(pattern, folder) };
}

/** Where a package's package.json is. */
export function manifestPath({ folder }: Package): string {
	return join(folder, 'package.json');
}
