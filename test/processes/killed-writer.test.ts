import { testKilledWriter } from './support/killed-writer.ts';

testKilledWriter('file', 10);
testKilledWriter('sqlite', 10);
