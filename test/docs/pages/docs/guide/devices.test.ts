import assert from 'node:assert/strict';
import type { SessionHandler, Sessions, UntypedData } from 'sojourn';
import { browse } from '../../../support/browse.ts';
import { testPage } from '../../../support/test-page.ts';

type Handler = SessionHandler<UntypedData, []>;

interface Page {
	readonly sessions: Sessions<UntypedData>;
	readonly devices: Handler;
	readonly endDevice: Handler;
	readonly endAllOthers: Handler;
}

interface Device {
	readonly id: string;
	readonly here: boolean;
}

testPage('docs/guide/devices.md', {
	examples: [
		[
			'a user sees his devices, ends one of them, and all the others, and nobody ends another’s',
			async ({ load }) => {
				const { sessions, devices, endDevice, endAllOthers } = await load<Page>();
				const signIn: Handler = async (request, session) => {
					await session.identify(new URL(request.url).search);
					return new Response();
				};
				const newDevice = () =>
					browse(sessions, { '/': signIn, '/devices': devices, '/end': endDevice, '/others': endAllOthers });
				const [phone, laptop, tablet, eve] = [newDevice(), newDevice(), newDevice(), newDevice()];
				assert.equal((await laptop.open('/devices')).status, 401);
				for (const device of [phone, laptop, tablet]) await device.open('/?ann');
				await eve.open('/?eve');

				const listed = async (): Promise<Device[]> => JSON.parse((await laptop.open('/devices')).body);
				const list = await listed();
				assert.equal(list.length, 3);
				assert.equal(list.filter(({ here }) => here).length, 1);
				const other = list.find(({ here }) => !here);
				const form: RequestInit = { method: 'POST', body: new URLSearchParams({ id: other?.id ?? '' }) };
				assert.equal((await eve.open('/end', form)).status, 404);
				assert.equal((await laptop.open('/end', form)).status, 200);
				assert.equal((await laptop.open('/end', form)).status, 404);
				assert.equal((await laptop.open('/others')).body, '1 ended');
				assert.deepEqual(
					(await listed()).map(({ here }) => here),
					[true],
				);
				assert.deepEqual([(await phone.open('/devices')).status, (await tablet.open('/devices')).status], [401, 401]);
				await sessions.close();
			},
		],
	],
});
