// What the tests of the integration on its host have in common.

import { session } from '@gaman/session';
import {
	type Context,
	type Integration,
	type IntegrationFactory,
	Response,
	type Routes,
} from '../../../../test/hosts/gaman/index.ts';
import { secret } from './secret.ts';
import { watchedStore } from './watched-store.ts';

export const memory = session({ driver: { type: 'memory' }, secret });

export const routes: Routes = {
	'/set': async (ctx: Context) => {
		await ctx.session.set('user', 'ann');
		return Response.text('stored');
	},
	'/get': async (ctx: Context) => Response.json(await ctx.session.get('user')),
};

/** A store that finds nothing, and can store nothing. */
export const fullStore = watchedStore((method) => {
	if (method === 'create') throw new Error('the store is full');
});

/** A handler that throws. */
export function fail(): never {
	throw new Error('the handler fails');
}

/** An integration of another kind. */
export function other(hooks: Partial<Integration>): IntegrationFactory {
	return () => ({ name: 'other', priority: 'normal', ...hooks });
}
