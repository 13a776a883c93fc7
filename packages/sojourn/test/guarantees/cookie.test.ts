import { test } from 'node:test';
import { cookieSubject, revocableCookieSubject } from './cookie-subject.ts';
import { testGuarantees } from './guarantees.ts';

testGuarantees(test, cookieSubject(), ['cookie']);
testGuarantees(test, revocableCookieSubject(), ['endings']);
