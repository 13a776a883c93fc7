import { cpus } from 'node:os';

/** When and on what something is run, for the pages that say what came of it: `2026-01-31: 2 cores of ..., Node ...`. */
export function describeRun(): string {
	const date = new Date().toISOString().slice(0, 10);
	const cores = cpus();
	return `${date}: ${cores.length} cores of ${cores[0]?.model.trim()}, ${process.platform}, Node ${process.versions.node}`;
}
