import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { nodeSession, nodeSessionErrors } from '../../src/adapters/node.ts';
import type { Session, UntypedData } from '../../src/index.ts';
import type { Browser } from '../../src/testing/browser.ts';
import { visitSlowServer } from './slow-server.ts';

/** Lets a browser visit an Express application over a store that answers later. */
function visit(route: (app: Express) => void, run: (ann: Browser) => Promise<void>): Promise<void> {
	return visitSlowServer((sessions) => {
		const app = express();
		app.use(nodeSession(sessions));
		route(app);
		app.get('/stored', async (request, response) => {
			const session = sessionOf(request);
			response.json([await session.get('user'), await session.get('message')]);
		});
		app.use(nodeSessionErrors);
		const apologize: ErrorRequestHandler = async (error, request, response, next) => {
			if (response.headersSent) return next(error);
			await sessionOf(request).flash('message', 'Sorry.');
			response.redirect('/stored');
		};
		app.use(apologize);
		return app;
	}, run);
}

function sessionOf(request: { readonly session: unknown }): Session<UntypedData> {
	return request.session as Session<UntypedData>;
}

test('what the error handler of an application stores is stored, and what the failed handler had in mind is not', () =>
	visit(
		(app) => {
			app.get('/unasked', () => {
				throw new Error('before the session was asked');
			});
			app.get('/asked', async (request) => {
				await sessionOf(request).set('user', 'ann');
				throw new Error('after the session was asked');
			});
		},
		async (ann) => {
			for (const path of ['/unasked', '/asked']) {
				equal((await ann.open(path)).status, 302, path);
				deepEqual(JSON.parse((await ann.open('/stored')).body), [null, 'Sorry.'], path);
			}
		},
	));

test('a handler that goes on after its answer does not end the process while the answer waits', () =>
	visit(
		(app) => {
			app.get('/twice', async (request, response) => {
				await sessionOf(request).set('user', 'ann');
				response.end('first');
				response.end('second');
				response.write('third');
			});
		},
		async (ann) => {
			const { status, body } = await ann.open('/twice');
			deepEqual([status, body], [200, 'first']);
			deepEqual(JSON.parse((await ann.open('/stored')).body), ['ann', null]);
		},
	));
