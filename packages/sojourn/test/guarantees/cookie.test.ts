import { test } from 'node:test';
import { cookieSubject } from './cookie-subject.ts';
import { testGuarantees } from './guarantees.ts';

testGuarantees(test, cookieSubject(), ['cookie']);
