import { test } from 'node:test';
import { testInterleavings } from './interleavings.ts';
import { file } from './subjects.ts';

testInterleavings(test, file, 8);
