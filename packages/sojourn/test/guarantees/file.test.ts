import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileStore } from '../../src/stores/file.ts';
import { testGuarantees } from './guarantees.ts';

testGuarantees(
	test,
	{
		name: 'file',
		async open() {
			const directory = await mkdtemp(join(tmpdir(), 'sojourn-'));
			return {
				first: fileStore(directory),
				second: fileStore(directory),
				dispose: () => rm(directory, { recursive: true }),
			};
		},
	},
	['server', 'subjects'],
);
