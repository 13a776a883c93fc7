import { memoryStore } from '../../../packages/sojourn/src/memory.ts';
import { testAdapter, testStore } from '../../../packages/sojourn/src/testing.ts';
import { nodeSubjects } from '../../../packages/sojourn/test/adapters/node-application.ts';
import { oakSubject } from '../../../packages/sojourn/test/adapters/oak-application.ts';
import { testOak } from '../../../packages/sojourn/test/adapters/oak-cases.ts';
import { testGuarantees } from '../../../packages/sojourn/test/guarantees/guarantees.ts';
import { fileSubject } from '../../../packages/sojourn/test/stores/support/file-subject.ts';
import { clientSubject, pathSubject } from '../../../packages/sojourn/test/stores/support/sqlite-subjects.ts';
import type { Suite } from '../suite.ts';

/** The suites for runtimes with a file system and servers of `node:http`, and with these clients of SQLite. */
export function suitesWithNodeModules(sqliteClients: readonly string[]): readonly Suite[] {
	return [
		{ name: 'core, in SQLite', register: (test) => testGuarantees(test, pathSubject(), ['server', 'subjects']) },
		{ name: 'core, in files', register: (test) => testGuarantees(test, fileSubject(), ['server', 'subjects']) },
		{
			name: 'SQLite store',
			register(test) {
				testStore(test, pathSubject());
				for (const client of sqliteClients) testStore(test, clientSubject(client));
			},
		},
		{ name: 'file store', register: (test) => testStore(test, fileSubject()) },
		{
			name: 'node:http, Connect, Express',
			register(test) {
				for (const subject of nodeSubjects) testAdapter(test, subject, memoryStore);
			},
		},
		{
			name: 'Oak',
			register(test) {
				testAdapter(test, oakSubject, memoryStore);
				testOak(test);
			},
		},
	];
}
