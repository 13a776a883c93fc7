import { test } from 'node:test';
import { fileSubject } from '../stores/support/file-subject.ts';
import { testGuarantees } from './guarantees.ts';

testGuarantees(test, fileSubject(), ['server', 'subjects']);
