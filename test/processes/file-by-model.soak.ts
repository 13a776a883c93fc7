import { testFourProcessesByModel } from './by-model/four-processes-by-model.ts';

testFourProcessesByModel('file', 200);
