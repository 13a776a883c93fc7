import { test } from 'node:test';
import { cookieStore } from '../../src/stores/cookie.ts';
import { HookedStore } from '../core/hooked-store.ts';
import { type GuaranteeSubject, testGuarantees } from './guarantees.ts';

/** The store in memory, whose every call takes up to a millisecond, as over a network. */
const memory: GuaranteeSubject = {
	name: 'memory that answers later',
	open() {
		const { store } = new HookedStore(1);
		return { first: store, second: store, dispose() {} };
	},
};

/** Sessions that the browser keeps, with such a store for the ids of those that were ended. */
const cookies: GuaranteeSubject = {
	name: 'cookie with revocations that answer later',
	open() {
		const store = cookieStore({ revocations: new HookedStore(1).store });
		return { first: store, second: store, dispose() {} };
	},
};

testGuarantees(test, memory, ['server', 'subjects']);
testGuarantees(test, cookies, ['endings']);
