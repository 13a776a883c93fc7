import assert from 'node:assert/strict';
import type { Sessions, UntypedData } from 'sojourn';
import { testPage } from '../../support/test-page.ts';

interface Page {
	readonly sessions: Sessions<UntypedData>;
}

/** Takes what the one session stores to the next request of the same visitor. */
async function throughTheStore(sessions: Sessions<UntypedData>, value: unknown): Promise<unknown> {
	const session = sessions.open(null);
	await session.set('value', value);
	const headers = new Headers();
	await sessions.commit(session, headers);
	return sessions.open(headers.getSetCookie()[0]?.split(';', 1)[0] ?? '').get('value');
}

testPage('docs/values.md', {
	examples: [
		[
			'a value of a type of one’s own comes back as it went in',
			async ({ load }) => {
				const { sessions, Money } = await load<Page & { Money: new (cents: number) => object }>();
				const price = new Money(1250);
				const [back] = (await throughTheStore(sessions, [price, new Map([['tea', price]])])) as [object];
				assert.ok(back instanceof Money);
				assert.deepEqual(back, price);
				await sessions.close();
			},
		],
		[
			'JSON can be the serializer',
			async ({ load }) => {
				const { sessions } = await load<Page>();
				assert.equal(await throughTheStore(sessions, new Date(0)), '1970-01-01T00:00:00.000Z');
				await sessions.close();
			},
		],
	],
});
