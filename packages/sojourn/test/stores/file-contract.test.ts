import { test } from 'node:test';
import { testStore } from '../../src/testing/store.ts';
import { fileSubject } from './support/file-subject.ts';

testStore(test, fileSubject());
