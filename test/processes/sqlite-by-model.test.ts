import { testFourProcessesByModel } from './by-model/four-processes-by-model.ts';

testFourProcessesByModel('sqlite', 200);
