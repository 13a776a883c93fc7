// Runs the kit with a test function of its own, on whatever runtime this file is started with.
import { memoryStore } from '../../src/memory.ts';
import { testStore } from '../../src/testing.ts';

const runs: (() => Promise<void>)[] = [];
testStore((_, run) => runs.push(run), {
	name: 'memory',
	open() {
		const store = memoryStore();
		return { first: store, second: store, dispose() {} };
	},
});
for (const run of runs) await run();
console.log(`${runs.length} demands met`);
