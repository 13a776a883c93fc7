import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { decodeContent, encodeContent } from '../../src/stores/file/content.ts';

const mark = '9475cfe5-9100-4b0f-983c-d9617287422e';
const content = { deleted: false, version: 7, expiresAt: 1_800_000_000_000, data: Buffer.from('data\n') };

/** A file that is whole, with this line at its head. */
function fileWith(line: string): Buffer {
	const body = Buffer.from(`${line}\ndata\n`);
	return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

test('the file of a record says what it was told, with and without a subject', () => {
	for (const owner of [
		{ subject: null, mark: null },
		{ subject: 'a-Z_9', mark },
	]) {
		const decoded = decodeContent(Buffer.from(encodeContent({ ...content, ...owner })));
		assert.deepEqual(decoded, { ...content, ...owner, data: new Uint8Array(content.data) });
	}
});

test('a file whose first line the format does not have holds no record, though its digest is right', () => {
	assert.notEqual(decodeContent(fileWith(`sojourn 1 record 7 1800000000000 a ${mark}`)), null);
	assert.notEqual(decodeContent(fileWith('sojourn 1 record 7 1800000000000  ')), null);
	for (const line of [
		'sojourn 1 record 0 1800000000000  ',
		'sojourn 1 record 07 1800000000000  ',
		'sojourn 1 record 7 1800000000000 a ',
		`sojourn 1 record 7 1800000000000  ${mark}`,
		'sojourn 1 record 7 1800000000000 ',
		'sojourn 1 record 7 1800000000000.5  ',
		'sojourn 1 record 7 1800000000000  \r',
		`sojourn 1 record 7 1800000000000 a/b ${mark}`,
		'sojourn 2 record 7 1800000000000  ',
	]) {
		assert.equal(decodeContent(fileWith(line)), null, JSON.stringify(line));
	}
});
