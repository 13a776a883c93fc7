import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new, empty directory, and what removes it with everything in it. */
export interface TemporaryDirectory {
	readonly path: string;
	remove(): void;
}

export function temporaryDirectory(): TemporaryDirectory {
	const path = mkdtempSync(join(tmpdir(), 'sojourn-'));
	return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
