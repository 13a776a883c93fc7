import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type Session, type Sessions, type UntypedData } from '../../src/index.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';

const day = 86_400;

const ends: Readonly<Record<string, (session: Session<UntypedData>) => Promise<void>>> = {
	destroyed: (session) => session.destroy(),
	regenerated: (session) => session.regenerate(),
};

for (const [how, end] of Object.entries(ends)) {
	for (const changesBefore of [true, false]) {
		const before = changesBefore ? ', also after it was changed there' : '';

		test(`a cookie session that is ${how} where its life is shorter opens nowhere again${before}`, async () => {
			let now = 1_800_000_000_000;
			const store = cookieStore({ revocations: memoryStore() });
			const serverWith = (days: number): Sessions<UntypedData> =>
				createSessions<UntypedData>({
					store,
					secret,
					maxAge: Math.min(days, 20) * day,
					absoluteMaxAge: days * day,
					clock: () => now,
				});
			const [long, short] = [serverWith(30), serverWith(7)];
			const ann = new Visitor(long);
			await ann.visit((session) => session.set('user', 'ann'));
			const copies = [ann.copy(long)];
			const there = ann.copy(short);
			if (changesBefore) {
				await there.visit((session) => session.set('page', 1));
				copies.push(there.copy(long));
			}
			await there.visit(end);
			now += 8 * day * 1000;
			await long.purgeExpired();
			for (const copy of copies) assert.equal(await copy.visit((session) => session.get('user')), null);
			await long.close();
			await short.close();
		});
	}
}

test('a cookie session lives no longer than the server allows that is asked, whatever is sealed in it', async () => {
	let now = 1_800_000_000_000;
	const serverWith = (days: number): Sessions<UntypedData> =>
		createSessions<UntypedData>({
			store: cookieStore(),
			secret,
			maxAge: Math.min(days, 20) * day,
			absoluteMaxAge: days * day,
			clock: () => now,
		});
	const [long, short] = [serverWith(30), serverWith(7)];
	const ann = new Visitor(long);
	await ann.visit((session) => session.set('user', 'ann'));
	const there = ann.copy(short);
	await there.visit((session) => session.set('page', 1));
	assert.match(there.lastCookies.join(), /Max-Age=604800;/);
	now += 7 * day * 1000 - 1;
	assert.equal(await there.visit((session) => session.get('user')), 'ann');
	now += 1;
	assert.equal(await there.visit((session) => session.get('user')), null);
	assert.equal(await ann.visit((session) => session.get('user')), 'ann', 'but on the other one it does');
});
