import { testKilledWriter } from './support/killed-writer.ts';

testKilledWriter('file', 100);
testKilledWriter('sqlite', 100);
