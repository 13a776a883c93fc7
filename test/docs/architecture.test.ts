import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parts } from '../../tools/directions/parts.ts';
import { readPage } from './support/page.ts';

/** The arrows of the picture of the parts, by the names that stand in its boxes. */
async function arrows(): Promise<string[]> {
	const { blocks } = await readPage('docs/architecture.md');
	const picture =
		blocks.find(({ language, text }) => language === 'mermaid' && text.startsWith('flowchart'))?.text ?? '';
	const names = new Map([...picture.matchAll(/(\w+)\(?\["?"?([^"<]+)/g)].map(([, id = '', name = '']) => [id, name]));
	const found: string[] = [];
	for (const line of picture.split('\n')) {
		const [from, to] = line.split(' --> ');
		if (to === undefined) continue;
		const [id = ''] = /\w+/.exec(from ?? '') ?? [];
		for (const target of to.split(' & ')) found.push(`${names.get(id)} --> ${names.get(target.trim())}`);
	}
	return found.sort();
}

test('the picture of the parts has the arrows of the table that the check enforces, and no others', async () => {
	const allowed = parts.flatMap(({ name, knows }) => knows.map((known) => `${name} --> ${known}`));
	assert.deepEqual(await arrows(), [...allowed, 'a thin package --> an entry'].sort());
});
