import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import express, { type ErrorRequestHandler, type Response } from 'express';
import { nodeSession, nodeSessionErrors } from '../../src/adapters/node.ts';
import type { Session, UntypedData } from '../../src/index.ts';
import type { Page } from '../../src/testing/browser.ts';
import { visitSlowServer } from './slow-server.ts';

/** Whole answers, after which their handlers fail. */
const answers: Readonly<Record<string, (response: Response) => void>> = {
	send: (response) => response.status(201).set('X-Page', 'first').vary('Accept').send('the first answer'),
	json: (response) => response.set('Cache-Control', 'private').cookie('theme', 'dark').json({ answer: 'first' }),
	redirect: (response) => response.redirect('/elsewhere'),
	end: (response) => {
		response.statusMessage = 'Fine';
		response.end('the first answer');
	},
	'writeHead and end': (response) => response.writeHead(202, 'Later', { 'X-Page': 'first' }).end('the first answer'),
	'write and end': (response) => {
		response.set('X-Page', 'first').write('the first ');
		response.end('answer');
	},
};

/** What sets a head of its own, since none has left. */
const errorHandlers: Readonly<Record<string, readonly ErrorRequestHandler[]>> = {
	'the error handler of Express': [],
	'one that answers with JSON': [
		(_error, _request, response, _next) => {
			response.status(500).removeHeader('X-Page');
			response.vary('Origin').set('Cache-Control', 'public').cookie('failed', 'yes').json({ error: 'It has failed.' });
		},
	],
	'one that writes its own head': [
		(_error, _request, response, _next) => {
			response.writeHead(503, 'Not Fine', { 'content-length': 5, 'x-page': 'second' });
			response.write('wrong');
			response.end();
		},
	],
};

/** What an answer holds, but for how its length is told, and what differs each time. */
function seen({ status, headers, body }: Page): unknown {
	const untold = new Set(['date', 'set-cookie', 'content-length', 'transfer-encoding']);
	const cookies = headers.getSetCookie().map((cookie) => cookie.slice(0, cookie.indexOf('=')));
	return [status, body, cookies, [...headers].filter(([name]) => !untold.has(name))];
}

for (const [method, answer] of Object.entries(answers)) {
	for (const [handlerName, handlers] of Object.entries(errorHandlers)) {
		test(`an answer made by ${method} leaves as it was when its handler fails while it waits, with ${handlerName}`, async () => {
			const messages = new Set<string>();
			await visitSlowServer(
				(sessions) => {
					const app = express().set('env', 'test');
					app.use(nodeSession(sessions));
					app.get('/stored', async (request, response) => {
						response.json(await sessionOf(request).get('path'));
					});
					app.use(async (request, response, next) => {
						response.on('finish', () => messages.add(response.statusMessage));
						await sessionOf(request).set('path', request.path);
						answer(response);
						if (request.path === '/throws') throw new Error('after the answer');
						if (request.path === '/tells') next(new Error('after the answer'));
					});
					app.use(nodeSessionErrors, ...handlers);
					return app;
				},
				async (ann) => {
					const fine = seen(await ann.copy().open('/fine'));
					for (const path of ['/throws', '/tells']) {
						const visitor = ann.copy();
						deepEqual(seen(await visitor.open(path, { signal: AbortSignal.timeout(5000) })), fine);
						equal((await visitor.open('/stored')).body, JSON.stringify(path));
					}
				},
			);
			equal(messages.size, 1, 'Each has the same status message.');
		});
	}
}

test('what an ended answer stores is stored when its handler fails while it waits, also among others of its visitor', () =>
	visitSlowServer(
		(sessions) => {
			const app = express().set('env', 'test');
			app.use(nodeSession(sessions));
			app.get('/keys', async (request, response) => {
				response.json((await sessionOf(request).keys()).toSorted());
			});
			app.use(async (request, response) => {
				await sessionOf(request).set(request.path, true);
				response.send('stored');
				throw new Error('after the answer');
			});
			app.use(nodeSessionErrors);
			return app;
		},
		async (ann) => {
			const paths = ['/first', '/second', '/third', '/fourth'];
			await ann.open('/first');
			await Promise.all(paths.map((path) => ann.open(path)));
			deepEqual(JSON.parse((await ann.open('/keys')).body), paths.toSorted());
		},
	));

/** What may be done to the head of an answer that has ended, while it waits. */
const lateChanges: Readonly<Record<string, (response: Response) => void>> = {
	setHeader: (response) => response.setHeader('x-page', 'second').setHeader('x-late', 'yes'),
	appendHeader: (response) => response.appendHeader('x-page', 'second').appendHeader('vary', 'Origin'),
	removeHeader: (response) => response.removeHeader('x-page'),
	setHeaders: (response) => response.setHeaders(new Map([['x-page', 'second']])),
	'status and message': (response) => {
		response.status(500).statusMessage = 'Not Fine';
	},
	'writeHead after appendHeader': (response) =>
		response.appendHeader('x-page', 'second').writeHead(500, ['x-late', 'yes']),
};

for (const [method, change] of Object.entries(lateChanges)) {
	test(`an answer that waits leaves with the head that it was ended with, whatever is done to it by ${method}`, async () => {
		const messages = new Set<string>();
		await visitSlowServer(
			(sessions) => {
				const app = express().set('env', 'test');
				app.use(nodeSession(sessions));
				app.use(async (request, response) => {
					response.on('finish', () => messages.add(response.statusMessage));
					await sessionOf(request).set('path', request.path);
					response.appendHeader('X-Page', 'first').appendHeader('X-Page', 'of two').end('the answer');
					if (request.path === '/changed') change(response);
				});
				return app;
			},
			async (ann) => {
				const fine = seen(await ann.copy().open('/fine'));
				deepEqual(seen(await ann.copy().open('/changed', { signal: AbortSignal.timeout(5000) })), fine);
			},
		);
		equal(messages.size, 1, 'Each has the same status message.');
	});
}

test('an error handler answers by itself when the failed handler had written no more than a head', () =>
	visitSlowServer(
		(sessions) => {
			const app = express().set('env', 'test');
			app.use(nodeSession(sessions));
			app.use(async (request, response) => {
				await sessionOf(request).set('path', request.path);
				response.writeHead(202, { 'content-length': 3 });
				throw new Error('before the body');
			});
			app.use(nodeSessionErrors, ...(errorHandlers['one that answers with JSON'] ?? []));
			return app;
		},
		async (ann) => {
			const { status, body } = await ann.open('/', { signal: AbortSignal.timeout(5000) });
			deepEqual([status, JSON.parse(body)], [500, { error: 'It has failed.' }]);
		},
	));

function sessionOf(request: { readonly session: unknown }): Session<UntypedData> {
	return request.session as Session<UntypedData>;
}
