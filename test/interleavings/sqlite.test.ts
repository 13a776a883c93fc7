import { test } from 'node:test';
import { testInterleavings } from './interleavings.ts';
import { sqlite } from './subjects.ts';

testInterleavings(test, sqlite, 40);
