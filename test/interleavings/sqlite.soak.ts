import { test } from 'node:test';
import { soakInterleavings } from './interleavings.ts';
import { sqlite } from './subjects.ts';

soakInterleavings(test, sqlite, 40);
