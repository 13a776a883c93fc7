import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const root = new URL('../../../../', import.meta.url);

test('the proof shown on the page of the store contract is the file that is run', async () => {
	const page = await readFile(new URL('docs/stores-contract.md', root), 'utf8');
	const [, path = '', shown] = /<!-- (\S+) -->\n```ts\n([^`]+)```\n/.exec(page) ?? [];
	assert.equal(shown, await readFile(new URL(path, root), 'utf8'));
});
