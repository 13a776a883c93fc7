// What the types of oak_sessions promise to those who use it.

import { Application, Router } from '@oakserver/oak';
import { expectTypeOf } from 'expect-type';
import {
	CookieStore,
	MemoryStore,
	type OakSessions,
	type OakStore,
	RedisStore,
	Session,
	SqliteStore,
	type VisitorSession,
} from 'oak_sessions';
import type { RedisClient } from 'sojourn/redis';
import { connect } from '../stand-ins/deno-redis.ts';
import { DB } from '../stand-ins/deno-sqlite.ts';

// The form of the document: the session is at ctx.session, untyped as there.
const session = new Session();
expectTypeOf(session).toEqualTypeOf<OakSessions>();
const router = new Router();
router.get('/basket/:id', session.initMiddleware(), async (ctx) => {
	expectTypeOf(ctx.params.id).toBeString();
	expectTypeOf(ctx.session).toEqualTypeOf<VisitorSession>();
	expectTypeOf(ctx.session.get('count')).resolves.toBeAny();
	expectTypeOf(session.deleteSession(ctx)).resolves.toBeVoid();
	expectTypeOf(session.deleteSession(ctx.cookies.get('session'))).resolves.toBeVoid();
	expectTypeOf(session.deleteSession('value')).resolves.toBeVoid();
});
// @ts-expect-error there is nothing to end
session.deleteSession();

// The static form: the session is at ctx.state.session, whether the state of the application is described or not.
router.get('/basket/:id', Session.initMiddleware(), (ctx) => {
	expectTypeOf(ctx.params.id).toBeString();
	expectTypeOf(ctx.state.session).toBeAny();
});
interface AppState {
	session: Session;
	rotate_session_key?: boolean;
}
const app = new Application<AppState>();
app.use(Session.initMiddleware(new CookieStore('a secret')));
app.use(async (ctx) => {
	expectTypeOf(ctx.state).toEqualTypeOf<AppState>();
	expectTypeOf(ctx.state.session.get('user')).resolves.toBeAny();
	expectTypeOf(ctx.state.session.has('user')).resolves.toBeBoolean();
	expectTypeOf(ctx.state.session.set('user', null)).resolves.toBeVoid();
	expectTypeOf(ctx.state.session.flash('message', 'hello')).resolves.toBeVoid();
	expectTypeOf(ctx.state.session.deleteSession()).resolves.toBeVoid();
});
const stateRouter = new Router<AppState>();
stateRouter.get('/basket/:id', Session.initMiddleware(), (ctx) => {
	expectTypeOf(ctx.state.session).toEqualTypeOf<Session>();
});

// Keys and values are described by a type parameter.
const typed = new Session<{ visits: number }>();
expectTypeOf(typed.sessions.open(null).get('visits')).resolves.toEqualTypeOf<number | null>();
expectTypeOf<Session<{ visits: number }>['get']>().returns.resolves.toEqualTypeOf<number | null>();

// The stores take the clients of the document.
expectTypeOf(new SqliteStore(new DB('./database.db'), 'table')).toExtend<OakStore>();
expectTypeOf(new RedisStore(await connect({ hostname: '127.0.0.1' }), 'prefix_')).toExtend<OakStore>();
expectTypeOf(RedisStore).toBeConstructibleWith({} as RedisClient);
expectTypeOf(new MemoryStore()).toExtend<OakStore>();
