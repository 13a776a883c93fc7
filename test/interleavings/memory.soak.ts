import { test } from 'node:test';
import { soakInterleavings } from './interleavings.ts';
import { memory } from './subjects.ts';

soakInterleavings(test, memory, 40);
