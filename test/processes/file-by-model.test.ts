import { testFourProcessesByModel } from './support/model-run.ts';

testFourProcessesByModel('file', 10);
