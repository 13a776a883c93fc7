import { test } from 'node:test';
import { memoryStore } from '../../src/stores/memory.ts';
import { testAdapter } from '../../src/testing/adapter.ts';
import { nodeSubjects } from './node-application.ts';

for (const subject of nodeSubjects) testAdapter(test, subject, memoryStore);
