import { testHour } from './support/hour.ts';

testHour({
	stores: ['memory', 'cookie', 'file', 'sqlite', 'redis'],
	// Shorter to try it out: SOAK_SECONDS=30.
	seconds: Number(process.env.SOAK_SECONDS ?? 600),
	samples: 30,
	// What V8 still compiles and collects differently after minutes of load; 50,000 requests a third make 20 bytes a request of it.
	margin: 1024 * 1024,
});
