import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { createSessions, type UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';

test('what a serializer throws is shown to nobody, because it may hold the value', async () => {
	let isBroken = false;
	const check = (text: string): void => {
		if (isBroken) throw new Error(`${text} is not to be had`);
	};
	const ann = new Visitor(
		createSessions<UntypedData>({
			store: memoryStore(),
			secret,
			serializer: {
				stringify(value) {
					const text = JSON.stringify(value);
					check(text);
					return text;
				},
				parse(text) {
					check(text);
					return JSON.parse(text);
				},
			},
		}),
	);
	await ann.visit((session) => session.set('card', 'a private number'));
	isBroken = true;
	await ann.visit(async (session) => {
		for (const [attempt, code] of [
			[() => session.get('card'), 'SOJOURN_RECORD_UNREADABLE'],
			[() => session.all(), 'SOJOURN_RECORD_UNREADABLE'],
			[() => session.set('card', 'a private number'), 'SOJOURN_VALUE_UNSUPPORTED'],
			[() => session.update('other', () => 'a private number'), 'SOJOURN_VALUE_UNSUPPORTED'],
		] as const) {
			await assert.rejects(attempt, (error: Error & { code?: string }) => {
				assert.equal(error.code, code);
				assert.ok(!inspect(error, { depth: 9 }).includes('private'));
				return true;
			});
		}
	});
});
