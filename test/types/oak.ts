// What the types of Oak's middleware promise to those who use it.

import { Application, type Context, Router, type RouterContext } from '@oakserver/oak';
import { expectTypeOf } from 'expect-type';
import { createSessions, type Session } from 'sojourn';
import { memoryStore } from 'sojourn/memory';
import { destroyOakSession, oakSession } from 'sojourn/oak';

interface State {
	user: { id: number };
}

const sessions = createSessions({ store: memoryStore() });

// The session is at ctx.session: of an application and of a route, whatever state they have.
expectTypeOf<Context['session']>().toEqualTypeOf<Session>();
expectTypeOf<Context<State>['session']>().toEqualTypeOf<Session>();
expectTypeOf<RouterContext<'/basket/:id'>['session']>().toEqualTypeOf<Session>();

// The middleware is one of an application and of a route, and takes nothing from the types of what comes after it.
const app = new Application<State>();
app.use(oakSession(sessions), async (ctx) => {
	expectTypeOf(ctx.state.user.id).toBeNumber();
	expectTypeOf(ctx.session.get('user')).resolves.toBeAny();
});
const router = new Router<State>();
router.get('/basket/:id', oakSession(sessions), async (ctx) => {
	expectTypeOf(ctx.params.id).toBeString();
	expectTypeOf(ctx.session).toEqualTypeOf<Session>();
	expectTypeOf(destroyOakSession(sessions, ctx)).resolves.toBeVoid();
});

// Sessions whose data is described by a type parameter have middleware too.
app.use(oakSession(createSessions<{ visits: number }>({ store: memoryStore() })));

app.use(({ session }) => {
	// @ts-expect-error a value that is put on the session itself would not be stored
	session.user = 'ann';
});
