import { testHour } from './support/hour.ts';

testHour({ stores: ['memory', 'cookie', 'file', 'sqlite'], seconds: 8, samples: 15, margin: 256 * 1024 });
