import { equal, fails, ok } from '../../../src/testing/expect.ts';
import type { Guarantee } from '../guarantee.ts';

export const subjectGuarantees: readonly Guarantee[] = [
	{
		name: 'identify moves the session to a new id when the subject changes, and only then',
		async run({ visitor }) {
			const ann = visitor();
			const anonymous = await ann.visit(async (session) => {
				await session.set('basket', ['tea']);
				return session.id;
			});
			await ann.visit((session) => session.identify('ann'));
			const signedIn = await ann.visit(async (session) => {
				equal(await session.get('basket'), ['tea'], 'What it holds stayed.');
				equal(session.subject, 'ann', 'It knows whose it is.');
				await session.identify('ann');
				return session.id;
			});
			ok(signedIn !== anonymous, 'Signing in changed the id.');
			equal(ann.lastCookies, [], 'Being told again changed nothing.');
			await ann.visit((session) => session.identify(null));
			const signedOut = await ann.visit(async (session) => {
				equal(await session.get('basket'), ['tea'], 'What it holds stayed.');
				equal(session.subject, null, 'It is nobody’s.');
				return session.id;
			});
			ok(signedOut !== signedIn, 'Signing out changed the id.');
		},
	},
	{
		name: 'the sessions of a subject can be listed and ended, by that subject only',
		needs: 'subjects',
		async run({ first, second, visitor }) {
			const [phone, laptop, eve] = [visitor(), visitor(second), visitor()];
			for (const device of [phone, laptop]) await device.visit((session) => session.identify('ann'));
			await eve.visit((session) => session.identify('eve'));
			const listed = await first.list('ann');
			const [phoneId, eveId] = [await phone.visit(idOf), await eve.visit(idOf)];
			equal(listed.length, 2, 'Both are listed.');
			ok(
				listed.some((one) => one.id === phoneId),
				'By their handles.',
			);
			ok(
				listed.every((one) => one.expiresAt instanceof Date),
				'With the time they end.',
			);
			equal(await second.revoke(eveId, { subject: 'ann' }), false, 'Another’s session cannot be ended.');
			equal(await second.revoke('not a handle', { subject: 'ann' }), false, 'Nor one that is none.');
			equal(await second.revoke(phoneId, { subject: 'ann' }), true, 'One’s own can.');
			equal(await phone.visit((session) => session.has('a')), false, 'It is over.');
			equal((await phone.visit(idOf)) as unknown, null, 'The phone has no session.');
			equal((await first.list('ann')).length, 1, 'One is left.');
			equal((await first.list('eve')).length, 1, 'The other’s is untouched.');
			equal(await first.list('nobody'), [], 'Nobody has none.');
		},
	},
	{
		name: 'revokeAll ends all sessions of a subject but the one excepted, also for requests in flight',
		needs: 'subjects',
		async run({ first, visitor }) {
			const devices = [visitor(), visitor(), visitor()];
			for (const device of devices) await device.visit((session) => session.identify('ann'));
			const [here, ...others] = devices as [(typeof devices)[0], ...typeof devices];
			const [flying] = others as [(typeof devices)[0]];
			const status = await flying.statusOf(async (session) => {
				await session.get('a');
				equal(await first.revokeAll('ann', { except: await here.visit(idOf) }), 2, 'Two are ended.');
				await session.set('a', 1);
			});
			equal(status, 409, 'A request in flight is told so.');
			equal((await first.list('ann')).length, 1, 'One is left.');
			equal(
				await here.visit((session) => session.load().then(() => session.subject)),
				'ann',
				'It is the one excepted.',
			);
			equal(await first.revokeAll('ann'), 1, 'And all means all.');
			equal(await first.list('ann'), [], 'None is left.');
		},
	},
	{
		name: 'a session that is destroyed or regenerated is not listed any more',
		needs: 'subjects',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.identify('ann'));
			await ann.visit((session) => session.regenerate());
			equal((await first.list('ann')).length, 1, 'The old id is not listed.');
			await ann.visit((session) => session.destroy());
			equal(await first.list('ann'), [], 'Nor is a destroyed session.');
		},
	},
	{
		name: 'a subject is found after the secret was rotated',
		needs: 'subjects',
		async run({ manager, visitor }) {
			const older = 'an older secret for tests, long enough';
			const newer = 'a newer secret for tests, long enough';
			const ann = visitor(manager({ secret: older }));
			await ann.visit((session) => session.identify('ann'));
			const rotated = manager({ secret: [newer, older] });
			equal((await rotated.list('ann')).length, 1, 'Filed under the older secret, it is found.');
			const moved = ann.copy(rotated);
			await moved.visit((session) => session.set('a', 1));
			equal((await rotated.list('ann')).length, 1, 'Written again it is found once.');
			equal((await manager({ secret: newer }).list('ann')).length, 1, 'Now under the newer secret.');
		},
	},
	{
		name: 'sessions in cookies say that they cannot be listed or revoked',
		needs: 'cookie',
		async run({ first, visitor }) {
			const ann = visitor();
			await ann.visit((session) => session.identify('ann'));
			const id = await ann.visit(idOf);
			await fails(() => first.list('ann'), 'SOJOURN_UNSUPPORTED', 'list');
			await fails(() => first.revokeAll('ann'), 'SOJOURN_UNSUPPORTED', 'revokeAll');
			await fails(() => first.revoke(id, { subject: 'ann' }), 'SOJOURN_UNSUPPORTED', 'revoke');
		},
	},
];

async function idOf(session: { load(): Promise<void>; readonly id: string | null }): Promise<string> {
	await session.load();
	return session.id as string;
}
