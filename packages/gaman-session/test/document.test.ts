import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readGamanDocument } from '../../../test/documents/gaman-document.ts';
import { runApplication, startApplication } from './support/application.ts';
import { tryExample } from './support/document-example.ts';
import { Visitor } from './support/visitor.ts';

const { drivers, handlers, registration, routes } = readGamanDocument();

test('the document has the code that these tests run', () => {
	assert.deepEqual(Object.keys(drivers).toSorted(), ['cookies', 'file', 'memory', 'mongodb', 'redis', 'sql']);
	assert.equal(handlers.length, 5);
});

for (const driver of ['cookies', 'memory', 'file', 'sql']) {
	test(`the document's example runs as it is written with the driver ${driver}`, async (test) => {
		const application = await startApplication(test, { index: drivers[driver] ?? '', routes });
		await tryExample(await application.address());
	});
}

test("the document's example runs without options, under the key in GAMAN_KEY", async (test) => {
	const env = { GAMAN_KEY: 'a key for tests that is long enough to be one' };
	const application = await startApplication(test, { index: registration, routes }, { env });
	await tryExample(await application.address());
});

test('the drivers file and sql keep sessions where the document says, over a restart', async (test) => {
	for (const [driver, place] of [
		['file', 'sessions'],
		['sql', 'sessions.db'],
	] as const) {
		const first = await startApplication(test, { index: drivers[driver] ?? '', routes });
		const visitor = new Visitor(await first.address());
		await visitor.open('/login');
		await first.kill();
		assert.ok(existsSync(join(first.folder, place)), `${driver} keeps them in ${place}`);
		const second = runApplication(test, first.folder);
		const profile = await visitor.copy(await second.address()).open('/profile');
		assert.equal(profile.status, 200, `${driver} still has them`);
	}
});

test('the driver mongodb is refused at start, with what to write instead', async (test) => {
	const application = await startApplication(test, { index: drivers.mongodb ?? '', routes });
	assert.equal(await application.ended(), 1);
	assert.match(application.output, /SOJOURN_UNSUPPORTED/);
	assert.match(application.output, /driver: \{ type: 'redis' \}/);
});

test("the document's handlers, one for each method, run as they are written", async (test) => {
	const source = handlers.map((body, index) => `'/handler${index}': async (ctx) => {\n${body}\nreturn 'done';\n},`);
	const routes = `export default defineRoutes(() => ({
${source.join('\n')}
'/held': async (ctx) => Response.json(await ctx.session.all()),
}));`;
	const application = await startApplication(test, { index: drivers.memory ?? '', routes });
	const visitor = new Visitor(await application.address());
	const held = async (index: number): Promise<unknown> => {
		assert.equal((await visitor.open(`/handler${index}`)).body, 'done');
		return (await visitor.open('/held')).json();
	};
	const all = {
		userId: 123,
		user: { id: 1, name: 'Angga' },
		token: 'abc123',
		preferences: { theme: 'dark', lang: 'en' },
	};
	assert.deepEqual(await held(0), { userId: 123 });
	assert.deepEqual(await held(1), all);
	assert.deepEqual(await held(2), all);
	assert.match(application.output, /^Angga$/m);
	assert.deepEqual(await held(3), all);
	assert.deepEqual(await held(4), { userId: 123, preferences: all.preferences });
});
