import assert from 'node:assert/strict';
import { Visitor } from './visitor.ts';

const user = { id: 1, name: 'Angga', email: 'angga@example.com' };

/** Visits the routes of the document's example and checks that they do what they say. */
export async function tryExample(address: string): Promise<void> {
	const visitor = new Visitor(address);
	const answers = async (path: string): Promise<unknown> => (await visitor.open(path)).json();

	assert.deepEqual(await answers('/check'), { hasUser: false, isAuthenticated: false });
	assert.equal((await visitor.open('/profile')).status, 401);
	assert.deepEqual(visitor.cookieNames, [], 'nothing was stored, so no cookie was set');

	assert.deepEqual(await answers('/login'), { status: 'logged in', user });
	assert.deepEqual(visitor.cookieNames, ['__Host-session']);
	assert.deepEqual(await answers('/profile'), { user });
	assert.deepEqual(await answers('/check'), { hasUser: true, isAuthenticated: true });
	assert.equal((await new Visitor(address).open('/profile')).status, 401, 'another visitor is not logged in');

	assert.deepEqual(await answers('/logout'), { status: 'logged out' });
	assert.deepEqual(await answers('/check'), { hasUser: false, isAuthenticated: false });
	assert.equal((await visitor.open('/profile')).status, 401);
}
