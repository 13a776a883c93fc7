import { testFourProcesses } from './support/four-processes.ts';

testFourProcesses('sqlite');
