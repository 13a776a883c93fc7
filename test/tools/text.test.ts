import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeText } from '../../tools/check-text.ts';

test('a path of one machine is named with its line', () => {
	for (const folder of ['work', 'root', 'tmp', 'home']) {
		assert.deepEqual(judgeText('docs/a.md', `text\nsee ${`/${folder}`}/sojourn`), [
			'docs/a.md:2 holds a path of one machine',
		]);
	}
	assert.deepEqual(judgeText('docs/a.md', 'https://example.com/work/home'), []);
});

test('the address of a package registry is named, also in the lock file', () => {
	assert.equal(judgeText('.npmrc', ['registry', 'npmjs', 'org'].join('.')).length, 1);
	assert.equal(judgeText('package-lock.json', `"resolved": ${'"https'}://example.com/a.tgz"`).length, 1);
	assert.deepEqual(judgeText('package-lock.json', '"resolved": "packages/sojourn"'), []);
});

test('a test that is not run, or keeps others from running, is named', () => {
	for (const text of [`test.${'skip'}('a')`, `describe.${'todo'}('a')`, `{ ${'skip'}: true }`, `it.${'only'}('a')`]) {
		assert.equal(judgeText('test/a.test.ts', text).length, 1, text);
		assert.deepEqual(judgeText('packages/sojourn/src/a.ts', text), []);
	}
});

test('a source of more than 300 lines is named', () => {
	assert.deepEqual(judgeText('tools/a.ts', 'a;\n'.repeat(300)), []);
	assert.deepEqual(judgeText('tools/a.ts', 'a;\n'.repeat(301)), ['tools/a.ts is longer than 300 lines']);
	assert.deepEqual(judgeText('docs/a.md', 'a\n'.repeat(301)), []);
});
