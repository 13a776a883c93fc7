import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readGamanDocument } from '../../../test/documents/gaman-document.ts';
import { runApplication, startApplication, writeApplication } from './support/application.ts';
import { handlerRoutes, tryExample, tryHandlers } from './support/document-example.ts';
import { typeCheck } from './support/type-check.ts';
import { Visitor } from './support/visitor.ts';

const { drivers, handlers, install, registration, routes } = readGamanDocument();

test('the document has the code that these tests run', () => {
	assert.deepEqual(Object.keys(drivers).toSorted(), ['cookies', 'file', 'memory', 'mongodb', 'redis', 'sql']);
	assert.equal(handlers.length, 5);
	assert.equal(install, 'npm install @gaman/session');
});

test("the document's code compiles", async (test) => {
	const index = [registration, ...Object.values(drivers)].join('\n');
	for (const source of [routes, handlerRoutes()])
		await typeCheck(await writeApplication(test, { index, routes: source }));
});

for (const driver of ['cookies', 'memory', 'file', 'sql']) {
	const index = drivers[driver] ?? '';

	test(`the document's example runs as written with the driver ${driver}`, async (test) => {
		await tryExample(await startApplication(test, { index, routes }));
	});

	test(`the document's handlers, one for each method, run as written with the driver ${driver}`, async (test) => {
		await tryHandlers(await startApplication(test, { index, routes: handlerRoutes() }));
	});
}

test("the document's example runs without options, under the key in GAMAN_KEY", async (test) => {
	const env = { GAMAN_KEY: 'a key for tests that is long enough to be one' };
	await tryExample(await startApplication(test, { index: registration, routes }, { env }));
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

test('the drivers file and sql keep sessions where the document says also where they are not told', async (test) => {
	for (const [type, place] of [
		['file', 'sessions'],
		['sql', 'sessions.db'],
	] as const) {
		const index = registration.replace('session()', `session({ driver: { type: '${type}' } })`);
		const application = await startApplication(test, { index, routes }, { env: { GAMAN_KEY: 'a key for tests' } });
		await new Visitor(await application.address()).open('/login');
		assert.ok(existsSync(join(application.folder, place)), `${type} keeps them in ${place}`);
	}
});

test('the driver mongodb is refused at start, with what to write instead', async (test) => {
	const application = await startApplication(test, { index: drivers.mongodb ?? '', routes });
	assert.equal(await application.ended(), 1);
	assert.match(application.output, /SOJOURN_UNSUPPORTED/);
	assert.match(application.output, /driver: \{ type: 'redis' \}/);
});

test("the document's secret works in development, with a warning, and is refused in production", async (test) => {
	const index = drivers.cookies ?? '';
	const application = await startApplication(test, { index, routes });
	await application.says(/\[SOJOURN_SECRET_WEAK\].*randomBytes/s);
	assert.equal((await new Visitor(await application.address()).open('/login')).status, 200);
	const refused = await startApplication(test, { index, routes }, { env: { NODE_ENV: 'production' } });
	assert.equal(await refused.ended(), 1);
	assert.match(refused.output, /randomBytes.*SOJOURN_SECRET_WEAK/s);
});
