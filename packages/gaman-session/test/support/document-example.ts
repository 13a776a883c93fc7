import assert from 'node:assert/strict';
import { readGamanDocument } from '../../../../test/documents/gaman-document.ts';
import type { Application } from './application.ts';
import { Visitor } from './visitor.ts';

const user = { id: 1, name: 'Angga', email: 'angga@example.com' };

/** Visits the routes of the document's example and checks that they do what they say. */
export async function tryExample(application: Application): Promise<void> {
	const address = await application.address();
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

/** Routes whose handlers are the document's, one for each method, and one that shows what the session holds. */
export function handlerRoutes(): string {
	const { handlers } = readGamanDocument();
	const routes = handlers.map((body, index) => `'/handler${index}': async (ctx) => {\n${body}\nreturn 'done';\n},`);
	return `export default defineRoutes(() => ({
${routes.join('\n')}
'/held': async (ctx) => Response.json(await ctx.session.all()),
}));`;
}

/** Visits these routes and checks that each handler does what the document says of it. */
export async function tryHandlers(application: Application): Promise<void> {
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
	await application.says(/^Angga$/m);
	assert.deepEqual(await held(3), all);
	assert.deepEqual(await held(4), { userId: 123, preferences: all.preferences });
}
