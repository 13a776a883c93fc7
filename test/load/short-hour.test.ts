import { testHour } from './support/hour.ts';

testHour({ stores: ['memory', 'cookie', 'file', 'sqlite'], seconds: 10, margin: 256 * 1024 });
