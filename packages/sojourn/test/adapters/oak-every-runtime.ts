// Meets the demands on the adapter for Oak with a test function of its own, on whatever runtime this file is started with.
import process from 'node:process';
import { memoryStore } from '../../src/memory.ts';
import { testAdapter } from '../../src/testing/adapter.ts';
import { oakSubject } from './oak-application.ts';
import { testOak } from './oak-cases.ts';

const demands: (() => Promise<void>)[] = [];
testAdapter((_, run) => demands.push(run), oakSubject, memoryStore);
testOak((_, run) => demands.push(run));
for (const meet of demands) await meet();
console.log(`${demands.length} demands met`);
// On Deno nothing stops a server of Oak's.
process.exit();
