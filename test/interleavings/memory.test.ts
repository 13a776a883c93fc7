import { test } from 'node:test';
import { testInterleavings } from './interleavings.ts';
import { memory } from './subjects.ts';

testInterleavings(test, memory, 60);
