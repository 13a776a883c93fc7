import { test } from 'node:test';
import { pathSubject } from '../stores/support/sqlite-subjects.ts';
import { testGuarantees } from './guarantees.ts';

testGuarantees(test, pathSubject(), ['server', 'subjects']);
