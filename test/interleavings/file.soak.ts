import { test } from 'node:test';
import { soakInterleavings } from './interleavings.ts';
import { file } from './subjects.ts';

soakInterleavings(test, file, 40);
