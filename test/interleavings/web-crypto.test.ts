import { test } from 'node:test';
import { testInterleavings } from './interleavings.ts';
import { webCryptoCookies, webCryptoMemory } from './subjects.ts';

testInterleavings(test, webCryptoMemory, 30);
testInterleavings(test, webCryptoCookies, 30);
