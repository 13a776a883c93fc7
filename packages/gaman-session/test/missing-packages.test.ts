import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGamanDocument } from '../../../test/documents/gaman-document.ts';
import { startApplication } from './support/application.ts';
import { Visitor } from './support/visitor.ts';

const { drivers, routes } = readGamanDocument();

test('without the package redis the application runs, says at start what to install, and fails each request that needs it', async (test) => {
	const application = await startApplication(test, { index: drivers.redis ?? '', routes });
	const visitor = new Visitor(await application.address());
	await application.says(/npm install redis.*SOJOURN_PEER_MISSING/s);
	for (const path of ['/login', '/login']) {
		assert.equal((await visitor.open(path)).status, 500);
		assert.deepEqual(visitor.cookieNames, [], 'no other driver stands in');
	}
	assert.equal((await visitor.open('/nowhere')).status, 404, 'it still runs');
	assert.doesNotMatch(application.output, /unhandled/i);
});

test('where Node has no SQLite of its own, the driver sql says what to install', async (test) => {
	const application = await startApplication(
		test,
		{ index: drivers.sql ?? '', routes },
		{ node: ['--no-experimental-sqlite'] },
	);
	const visitor = new Visitor(await application.address());
	assert.equal((await visitor.open('/login')).status, 500);
	await application.says(/npm install better-sqlite3.*SOJOURN_PEER_MISSING/s);
	assert.equal((await visitor.open('/nowhere')).status, 404, 'it still runs');
});

test('a package is loaded only when its driver is used', async (test) => {
	const unused = `${drivers.memory}\nsession({ driver: { type: 'redis' } });`;
	const application = await startApplication(test, { index: unused, routes });
	const visitor = new Visitor(await application.address());
	assert.equal((await visitor.open('/login')).status, 200);
	assert.doesNotMatch(application.output, /SOJOURN_PEER_MISSING/);
});
