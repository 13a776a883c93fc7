import { test } from 'node:test';
import { testGoldenTexts } from './golden-texts.ts';

testGoldenTexts(test);
