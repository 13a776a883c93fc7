// What users of @gaman/session see of its types.

import { type Session, type SessionDriver, type SessionOptions, type Sessions, session } from '@gaman/session';
import { expectTypeOf } from 'expect-type';
import type { SessionStore } from 'sojourn';
import { memoryStore } from 'sojourn/memory';
import {
	type BlockDefinition,
	type Context,
	defineBlock,
	defineRoutes,
	type GamanApp,
	type IntegrationFactory,
} from '../hosts/gaman/index.ts';

// The package adds to the context of the framework, and to nothing else of it.
expectTypeOf<Gaman.Context>().toEqualTypeOf<{ session: Session; sessions: Sessions }>();
expectTypeOf<Context['session']>().toEqualTypeOf<Session>();
expectTypeOf<Context['sessions']>().toEqualTypeOf<Sessions>();

// A handler knows the session without being told; values are whatever they are, until SessionData says more.
defineRoutes(() => ({
	'/': async (ctx) => {
		expectTypeOf(ctx.session).toEqualTypeOf<Session>();
		expectTypeOf(await ctx.session.get('user')).toBeAny();
		expectTypeOf(await ctx.session.has('user')).toEqualTypeOf<boolean>();
		expectTypeOf(await ctx.session.set('user', { id: 1 })).toEqualTypeOf<void>();
		expectTypeOf(await ctx.session.delete('user')).toEqualTypeOf<void>();
	},
}));

// What session returns goes where the framework takes integrations, and is no promise.
expectTypeOf(session).toBeCallableWith();
expectTypeOf(session).returns.toExtend<IntegrationFactory>();
expectTypeOf<ReturnType<typeof session>>().toBeCallableWith({} as GamanApp);
expectTypeOf(session).returns.not.toHaveProperty('then');
expectTypeOf(session).returns.toExtend<NonNullable<BlockDefinition['includes']>[number]>();
defineBlock({ includes: [session()] });

// Every option can be left out, and each driver has its own.
expectTypeOf<object>().toExtend<SessionOptions>();
expectTypeOf(session).toBeCallableWith({ secret: process.env.GAMAN_KEY });
expectTypeOf(session).toBeCallableWith({ store: memoryStore() });
expectTypeOf<SessionOptions['store']>().toEqualTypeOf<SessionStore | undefined>();
expectTypeOf<SessionOptions['secure']>().toEqualTypeOf<boolean | 'auto' | undefined>();
expectTypeOf<SessionDriver['type']>().toEqualTypeOf<'cookies' | 'memory' | 'file' | 'redis' | 'sql' | 'mongodb'>();
expectTypeOf<{ type: 'file' }>().toExtend<SessionDriver>();
expectTypeOf<{ type: 'redis'; url: string }>().toExtend<SessionDriver>();
expectTypeOf<{ type: 'sqlite' }>().not.toExtend<SessionDriver>();
expectTypeOf<{ type: 'mongodb' }>().not.toExtend<SessionDriver>();
expectTypeOf<{ maxAge: string }>().not.toExtend<SessionOptions>();

// https is an option of its own, so the cookie has none.
expectTypeOf<NonNullable<SessionOptions['cookie']>>().not.toHaveProperty('secure');
