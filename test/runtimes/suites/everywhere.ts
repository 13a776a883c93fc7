import { nodePrimitives } from '../../../packages/sojourn/src/crypto/node-primitives.ts';
import { webPrimitives } from '../../../packages/sojourn/src/crypto/web-primitives.ts';
import { memoryStore } from '../../../packages/sojourn/src/memory.ts';
import { testAdapter, testStore } from '../../../packages/sojourn/src/testing.ts';
import { fetchSubject, type Serve } from '../../../packages/sojourn/test/adapters/fetch-application.ts';
import { testGoldenTexts } from '../../../packages/sojourn/test/codec/golden-texts.ts';
import { type Implementation, testGoldenValues } from '../../../packages/sojourn/test/crypto/golden-values.ts';
import { cookieSubject, revocableCookieSubject } from '../../../packages/sojourn/test/guarantees/cookie-subject.ts';
import { testGuarantees } from '../../../packages/sojourn/test/guarantees/guarantees.ts';
import { memorySubject } from '../../../packages/sojourn/test/stores/support/memory-subject.ts';
import type { Suite } from '../suite.ts';

/** The suites that need nothing but the language, the Web's globals and the runtime's own server. */
export function suitesForEverywhere(serve: Serve): readonly Suite[] {
	return [
		{ name: 'values', register: testGoldenTexts },
		{ name: 'sealing', register: (test) => testGoldenValues(test, implementations()) },
		{
			name: 'core, in memory',
			register(test) {
				for (const sealed of [false, true]) testGuarantees(test, memorySubject({ sealed }), ['server', 'subjects']);
			},
		},
		{
			name: 'core, in cookies',
			register(test) {
				testGuarantees(test, cookieSubject(), ['cookie']);
				testGuarantees(test, revocableCookieSubject(), ['endings']);
			},
		},
		{ name: 'memory store', register: (test) => testStore(test, memorySubject()) },
		{ name: 'fetch handler', register: (test) => testAdapter(test, fetchSubject(serve), memoryStore) },
	];
}

/** What the runtime has of both. */
function implementations(): readonly Implementation[] {
	const web: Implementation = ['WebCrypto', webPrimitives()];
	const node = nodePrimitives();
	return node === null ? [web] : [web, ['node:crypto', node]];
}
