// What the original @gaman/session did wrong, a test for each row of the list. While its driver connected, it answered
// from another one: that is tested in redis-server/driver.test.ts. A missing package ended its process: that is tested
// in missing-packages.test.ts.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { type SessionDriver, session } from '@gaman/session';
import { readGamanDocument } from '../../../test/documents/gaman-document.ts';
import { type Context, defineRoutes, Response, type Routes } from '../../../test/hosts/gaman/index.ts';
import { serve, serveBlock } from '../../../test/hosts/gaman/serve.ts';
import { startApplication } from './support/application.ts';
import { folderOf } from './support/folder.ts';
import { secret } from './support/secret.ts';
import { Visitor } from './support/visitor.ts';

const document = readGamanDocument();

/** Stores what stands in the path, `/set/key/value`, and shows or removes it. */
const routes: Routes = {
	'/set/:key/:value': async (ctx: Context) => {
		await ctx.session.set(ctx.params.key ?? '', ctx.params.value);
		return Response.text('stored');
	},
	'/get/:key': async (ctx: Context) => Response.json(await ctx.session.get(ctx.params.key ?? '')),
	'/delete/:key': async (ctx: Context) => {
		await ctx.session.delete(ctx.params.key ?? '');
		return Response.text('deleted');
	},
};

/** The drivers that need no server, in a folder that goes with the test. */
function driversIn(folder: string): readonly SessionDriver[] {
	return [
		{ type: 'cookies' },
		{ type: 'memory' },
		{ type: 'file', dir: join(folder, 'sessions') },
		{ type: 'sql', file: join(folder, 'sessions.db') },
	];
}

test('a session has one cookie, whatever it holds, and its value is worth nothing under another name', async (test) => {
	for (const driver of driversIn(await folderOf(test))) {
		const { url } = await serve(test, session({ driver, secret }), routes);
		const ann = new Visitor(url);
		await ann.open('/set/user/ann');
		await ann.open('/set/role/admin');
		assert.deepEqual(ann.cookieNames, ['__Host-session']);
		const [value = ''] = ann.cookieValues;
		const eve = new Visitor(url);
		for (const name of ['role', 'user', 'session', '__Host-role', '__Secure-session']) eve.plant(name, value);
		assert.equal((await eve.open('/get/role')).json(), null, driver.type);
	}
});

test('a value is bound to its session: put into the record of another one, it is refused', async (test) => {
	const file = join(await folderOf(test), 'sessions.db');
	const { url } = await serve(test, session({ driver: { type: 'sql', file }, secret }), routes);
	const [ann, eve] = [new Visitor(url), new Visitor(url)];
	await ann.open('/set/role/admin');
	await eve.open('/set/role/guest');
	using database = new DatabaseSync(file);
	const [first, second] = database.prepare('SELECT key, data FROM sojourn_sessions').all();
	const put = database.prepare('UPDATE sojourn_sessions SET data = ? WHERE key = ?');
	put.run(first?.data ?? null, second?.key ?? null);
	put.run(second?.data ?? null, first?.key ?? null);
	for (const visitor of [ann, eve]) assert.equal((await visitor.open('/get/role')).status, 500);
});

test('a cookie session cannot be read, and ends at its time however often its cookie is sent again', async (test) => {
	let now = Date.now();
	const { url } = await serve(test, session({ secret, maxAge: 60, clock: () => now }), routes);
	const ann = new Visitor(url);
	await ann.open('/set/user/Angga');
	const [value = ''] = ann.cookieValues;
	for (const encoding of ['latin1', 'base64', 'base64url', 'hex'] as const) {
		assert.doesNotMatch(Buffer.from(value, encoding).toString('latin1'), /Angga/i);
	}
	const replaying = ann.copy();
	assert.equal((await replaying.open('/get/user')).json(), 'Angga');
	now += 60_001;
	const late = new Visitor(url);
	late.plant('__Host-session', value);
	assert.equal((await late.open('/get/user')).json(), null);
});

test('no part of a cookie becomes a path: nothing outside the folder is read, and nothing deleted', async (test) => {
	const folder = await folderOf(test);
	const outside = join(folder, 'package.json');
	const text = '{"user":"root","data":"root","value":"root"}';
	await writeFile(outside, text);
	const dir = join(folder, 'sessions');
	const { url } = await serve(test, session({ driver: { type: 'file', dir }, secret }), routes);
	await new Visitor(url).open('/set/user/ann');
	for (const path of [
		'../package',
		'../package.json',
		'..%2Fpackage',
		join(folder, 'package'),
		outside,
		'..\\package',
	]) {
		for (const name of ['__Host-session', 'session', 'user']) {
			const eve = new Visitor(url);
			eve.plant(name, path);
			assert.equal((await eve.open('/get/user')).json(), null);
			assert.equal((await eve.open('/delete/user')).status, 200);
		}
	}
	assert.equal(await readFile(outside, 'utf8'), text);
});

test('without a secret and without GAMAN_KEY it refuses to start, and says how to make a key, which works', async (test) => {
	for (const index of [
		document.registration,
		document.drivers.memory?.replace('secret: "your-secret-key",\n', '') ?? '',
	]) {
		const application = await startApplication(test, { index, routes: document.routes });
		assert.equal(await application.ended(), 1);
		assert.match(application.output, /SOJOURN_SECRET_MISSING/);
		assert.match(application.output, /GAMAN_KEY/);
		const [, script = ''] = /node -e "(.+)"$/m.exec(application.output) ?? [];
		const GAMAN_KEY = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim();
		const env = { GAMAN_KEY, NODE_ENV: 'production' };
		const started = await startApplication(test, { index, routes: document.routes }, { env });
		assert.equal((await new Visitor(await started.address()).open('/login')).status, 200);
	}
	for (const key of ['', ' ']) {
		const env = { GAMAN_KEY: key };
		const index = document.registration;
		const application = await startApplication(test, { index, routes: document.routes }, { env });
		assert.equal(await application.ended(), 1, 'an empty key is none');
	}
});

test('every value comes back as it went in', async (test) => {
	const values: readonly unknown[] = [
		'123',
		'null',
		'true',
		'',
		'{"a":1}',
		123,
		Buffer.from([0, 255]),
		{ id: 1 },
		[],
		new Date(0),
	];
	for (const driver of driversIn(await folderOf(test))) {
		const { url } = await serve(test, session({ driver, secret }), {
			'/set/:index': async (ctx: Context) => {
				await ctx.session.set('value', values[Number(ctx.params.index)]);
				return Response.text('stored');
			},
			'/get/:index': async (ctx: Context) => {
				assert.equal(await ctx.session.has('value'), true);
				assert.deepStrictEqual(await ctx.session.get('value'), values[Number(ctx.params.index)]);
				return Response.text('as it was');
			},
		});
		for (const index of values.keys()) {
			const ann = new Visitor(url);
			await ann.open(`/set/${index}`);
			assert.equal((await ann.open(`/get/${index}`)).body, 'as it was', `${driver.type} ${String(values[index])}`);
		}
	}
});

test('a session has one record, however often something is stored in it', async (test) => {
	const file = join(await folderOf(test), 'sessions.db');
	const { url } = await serve(test, session({ driver: { type: 'sql', file }, secret }), routes);
	const ann = new Visitor(url);
	const values: string[] = [];
	for (const role of ['guest', 'author', 'admin', 'guest']) {
		await ann.open(`/set/role/${role}`);
		values.push(...ann.cookieValues);
	}
	using database = new DatabaseSync(file);
	assert.equal(database.prepare('SELECT count(*) AS count FROM sojourn_sessions').get()?.count, 1);
	assert.equal(new Set(values).size, 1, 'no older cookie leads to an older value');
	await ann.open('/delete/role');
	assert.equal((await ann.open('/get/role')).json(), null);
});

test('a session that is ended anywhere has no cookie any more', async (test) => {
	for (const driver of driversIn(await folderOf(test))) {
		const { url } = await serveBlock(test, session({ driver, secret }), {
			path: '/account/settings',
			routes: [
				defineRoutes(() => ({
					...routes,
					'/sign-out': async (ctx: Context) => {
						await ctx.session.destroy();
						return Response.text('signed out');
					},
				})),
			],
		});
		const ann = new Visitor(url);
		await ann.open('/account/settings/set/user/ann');
		assert.deepEqual(ann.cookieNames, ['__Host-session']);
		await ann.open('/account/settings/sign-out');
		assert.deepEqual(ann.cookieNames, [], driver.type);
	}
});

test('over plain http it warns that browsers drop a Secure cookie, and says what to do', async (test) => {
	const { url } = await serve(test, session({ driver: { type: 'memory' }, secret }), routes);
	const { port } = new URL(url);
	const warned = Promise.withResolvers<string>();
	const listener = (warning: Error & { readonly code?: string }): void => {
		if (warning.code === 'SOJOURN_SECURE_COOKIE_LOST') warned.resolve(warning.message);
	};
	process.on('warning', listener);
	test.after(() => process.off('warning', listener));
	request({ port, host: '127.0.0.1', path: '/set/user/ann', headers: { host: 'example.test' } })
		.on('response', (response) => response.resume())
		.end();
	const message = await warned.promise;
	assert.match(message, /browsers drop it/);
	assert.match(message, /Serve https/);
	assert.match(message, /secure to 'auto'/);
	const auto = await serve(test, session({ driver: { type: 'memory' }, secret, secure: 'auto' }), routes);
	const ann = new Visitor(auto.url);
	await ann.open('/set/user/ann');
	assert.deepEqual(ann.cookieNames, ['session'], 'which browsers keep over http');
});
