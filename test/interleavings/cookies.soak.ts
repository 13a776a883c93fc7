import { test } from 'node:test';
import { soakInterleavings } from './interleavings.ts';
import { cookies, revocableCookies } from './subjects.ts';

soakInterleavings(test, cookies, 20);
soakInterleavings(test, revocableCookies, 20);
