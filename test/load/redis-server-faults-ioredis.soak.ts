import { testRedisFaults } from './redis-faults/tests.ts';

testRedisFaults('ioredis');
