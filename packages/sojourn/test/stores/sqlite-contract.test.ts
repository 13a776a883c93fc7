import { test } from 'node:test';
import { testStore } from '../../src/testing/store.ts';
import { clientSubject, pathSubject } from './support/sqlite-subjects.ts';

testStore(test, pathSubject());
for (const client of ['node:sqlite', 'better-sqlite3', 'libsql', 'deno.land/x/sqlite (stand-in)']) {
	testStore(test, clientSubject(client));
}
