import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sqliteStore } from '../../src/stores/sqlite.ts';
import { testGuarantees } from './guarantees.ts';

testGuarantees(
	test,
	{
		name: 'sqlite',
		async open() {
			const directory = await mkdtemp(join(tmpdir(), 'sojourn-'));
			const path = join(directory, 'sessions.db');
			return {
				first: sqliteStore(path),
				second: sqliteStore(path),
				dispose: () => rm(directory, { recursive: true }),
			};
		},
	},
	['server', 'subjects'],
);
