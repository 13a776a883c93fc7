import assert from 'node:assert/strict';
import { readPage } from '../support/page.ts';
import { tablesOf } from '../support/tables.ts';

// docs/formats.md, whose tables and blocks these tests read real cookies, records and databases by. How sessions are
// sealed is followed step by step in packages/sojourn/test/crypto/formats.test.ts.

const { text, blocks } = await readPage('docs/formats.md');
const tables = tablesOf(text);

/** The rows of a table, the first one under its heading unless said otherwise. */
export function rowsUnder(heading: string, index = 0): readonly (readonly string[])[] {
	const rows = tables.get(heading)?.[index];
	assert.ok(rows, `there is a table under ${heading}`);
	return rows;
}

/** The code block that holds a text. */
export function blockWith(part: string): string {
	const block = blocks.find((each) => each.text.includes(part));
	assert.ok(block, `there is a block with ${part}`);
	return block.text;
}

/** The parts of some bytes, by the names that the page gives them. */
export interface Parts {
	(name: string): Buffer;
	/** How many bytes they are together. */
	readonly size: number;
}

/** Cuts bytes as a table of the page says: its first column is how many, or n for what the others leave. */
export function cut(bytes: Buffer, heading: string, index = 0): Parts {
	const rows = rowsUnder(heading, index).map(([length = '', what = '']) => ({
		length: length === 'n' ? null : Number(length),
		name: what.split(/[:,;]| in /, 1)[0] ?? '',
	}));
	const fixed = rows.reduce((sum, { length }) => sum + (length ?? 0), 0);
	const parts = new Map<string, Buffer>();
	let offset = 0;
	for (const { length, name } of rows) {
		const end = offset + (length ?? bytes.length - fixed);
		parts.set(name, bytes.subarray(offset, end));
		offset = end;
	}
	const part = (name: string): Buffer => {
		const found = parts.get(name);
		assert.ok(found, `the table under ${heading} has a row ${name}`);
		return found;
	};
	return Object.assign(part, { size: offset });
}
