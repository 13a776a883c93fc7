import { test } from 'node:test';
import { memorySubject } from '../stores/support/memory-subject.ts';
import { testGuarantees } from './guarantees.ts';

testGuarantees(test, memorySubject(), ['server', 'subjects']);
