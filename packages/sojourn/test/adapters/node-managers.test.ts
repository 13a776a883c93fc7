import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { nodeSession } from '../../src/adapters/node.ts';
import { createSessions, type Store } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';
import { listen } from './node-server.ts';

/** A store that answers late, and with `down` not at all. */
function slowStore(down = false): Store {
	return new Proxy(memoryStore(), {
		get(store, name) {
			const member: unknown = Reflect.get(store, name);
			if (name !== 'create' || typeof member !== 'function') return member;
			return async (...parameters: unknown[]) => {
				await new Promise((resolve) => setTimeout(resolve, 5));
				if (down) throw new Error('the store is down');
				return Reflect.apply(member, store, parameters);
			};
		},
	});
}

test('an answer waits for the sessions of every manager that was asked', async () => {
	const people = createSessions({ store: slowStore(), secret, cookie: { name: 'person' } });
	const shops = createSessions({ store: memoryStore(), secret, cookie: { name: 'shop' } });
	const server = await listen((request, response) => {
		nodeSession(people)(request, response, () => {
			const person = request.session;
			nodeSession(shops, async (_request, _response, shop) => {
				await shop.set('basket', ['tea']);
				await person.set('name', 'ann');
				response.write('one ');
				response.end('answer');
			})(request, response);
		});
	});
	try {
		const answer = await fetch(server.url);
		equal(await answer.text(), 'one answer');
		const names = answer.headers.getSetCookie().map((line) => line.slice(0, line.indexOf('=')));
		deepEqual(names.toSorted(), ['__Host-person', '__Host-shop']);
		equal(answer.headers.get('vary'), 'Cookie', 'Said once.');
	} finally {
		await server.close();
	}
});

test('when one of them cannot store its session, the answer says so, with the cookies of what is stored', async () => {
	const people = createSessions({ store: slowStore(true), secret, cookie: { name: 'person' } });
	const shops = createSessions({ store: memoryStore(), secret, cookie: { name: 'shop' } });
	const failures: Error[] = [];
	people.on('failed', (error) => failures.push(error));
	const server = await listen((request, response) => {
		nodeSession(shops)(request, response, () => {
			const shop = request.session;
			nodeSession(people, async (_request, _response, person) => {
				await shop.set('basket', ['tea']);
				await person.set('name', 'ann');
				response.write('one ');
				response.end('answer');
			})(request, response);
		});
	});
	try {
		const answer = await fetch(server.url);
		equal(answer.status, 500);
		equal(await answer.text(), 'Internal Server Error');
		const names = answer.headers.getSetCookie().map((line) => line.slice(0, line.indexOf('=')));
		deepEqual(names, ['__Host-shop']);
	} finally {
		await server.close();
	}
	equal(failures.length, 1, 'Told to the listeners of the manager that failed.');
});
