import { test } from 'node:test';
import { cookieStore } from '../../src/stores/cookie.ts';
import { testGuarantees } from './guarantees.ts';

testGuarantees(
	test,
	{
		name: 'cookie',
		async open() {
			return { first: cookieStore(), second: cookieStore(), dispose() {} };
		},
	},
	['cookie'],
);
