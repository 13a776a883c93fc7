import { testFourProcessesByModel } from './support/model-run.ts';

testFourProcessesByModel('sqlite', 20);
