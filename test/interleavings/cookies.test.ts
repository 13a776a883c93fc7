import { test } from 'node:test';
import { testInterleavings } from './interleavings.ts';
import { cookies, revocableCookies } from './subjects.ts';

testInterleavings(test, cookies, 40);
testInterleavings(test, revocableCookies, 40);
