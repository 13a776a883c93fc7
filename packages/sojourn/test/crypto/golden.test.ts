import { test } from 'node:test';
import { testGoldenValues } from './golden-values.ts';
import { implementations } from './support/implementations.ts';

testGoldenValues(test, implementations);
