import { testFourProcessesByModel } from './support/model-run.ts';

testFourProcessesByModel('redis', 20);
