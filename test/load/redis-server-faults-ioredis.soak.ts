import { testRedisFaults } from './support/redis-faults.ts';

testRedisFaults('ioredis');
