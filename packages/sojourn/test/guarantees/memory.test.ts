import { test } from 'node:test';
import { memorySubject } from '../stores/support/memory-subject.ts';
import { testGuarantees } from './guarantees.ts';

for (const sealed of [false, true]) testGuarantees(test, memorySubject({ sealed }), ['server', 'subjects']);
