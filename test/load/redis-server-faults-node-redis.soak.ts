import { testRedisFaults } from './redis-faults/tests.ts';

testRedisFaults('redis');
