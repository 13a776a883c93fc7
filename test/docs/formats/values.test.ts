import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSerializer } from 'sojourn';
import { rowsUnder } from './page.ts';

const withoutTicks = (cell: string): string => cell.slice(1, -1);

test('values are stored as the texts of the page', () => {
	const serializer = createSerializer();
	const rows = rowsUnder('Values');
	assert.ok(rows.length > 10);
	for (const [shown = '', text = ''] of rows) {
		const value: unknown = new Function(`return (${withoutTicks(shown)})`)();
		assert.equal(serializer.stringify(value), withoutTicks(text), shown);
	}
});
