// What the types of a session promise to those who use one.

import { expectTypeOf } from 'expect-type';
import { createSessions, type DataOfSchemas, type Session, type Sessions } from 'sojourn';
import { memoryStore } from 'sojourn/memory';
import * as v from 'valibot';

const store = memoryStore();

// Untyped, any key is there, and values are any, as in the documents of GamanJS and Oak.
const untyped = createSessions({ store }).open(null);
expectTypeOf(untyped.get('user')).resolves.toBeAny();
expectTypeOf(untyped.set).parameter(1).toBeAny();

// By a type parameter: keys and values are known, and what is missing is null.
interface Data {
	user: { id: number };
	visits: number;
}
const typed = createSessions<Data>({ store }).open(null);
expectTypeOf(typed).toEqualTypeOf<Session<Data>>();
expectTypeOf(typed.get('user')).resolves.toEqualTypeOf<{ id: number } | null>();
expectTypeOf(typed.update('visits', (visits) => (visits ?? 0) + 1)).resolves.toEqualTypeOf<number>();
expectTypeOf(typed.keys()).resolves.toEqualTypeOf<('user' | 'visits')[]>();
expectTypeOf(typed.all()).resolves.toEqualTypeOf<Partial<Data>>();
// @ts-expect-error there is no such key
typed.get('basket');
// @ts-expect-error the value is of another type
typed.set('visits', 'one');
// @ts-expect-error what update makes is of another type
typed.update('visits', () => 'one');
// @ts-expect-error a property of the object would be lost
typed.user = { id: 1 };

// By Standard Schemas: as the schemas give values back.
const schema = {
	user: v.object({ id: v.number() }),
	since: v.pipe(
		v.string(),
		v.transform((text) => new Date(text)),
	),
};
const described = createSessions({ store, schema });
expectTypeOf(described).toEqualTypeOf<Sessions<DataOfSchemas<typeof schema>>>();
expectTypeOf(described.open(null).get('user')).resolves.toEqualTypeOf<{ id: number } | null>();
expectTypeOf(described.open(null).get('since')).resolves.toEqualTypeOf<Date | null>();

// A handler is given what the server passes beside the request.
const handler = createSessions<Data>({ store }).handle(
	async (_request, session, environment: { readonly region: string }) => {
		expectTypeOf(session).toEqualTypeOf<Session<Data>>();
		return new Response(environment.region);
	},
);
expectTypeOf(handler).parameters.toEqualTypeOf<[Request, { readonly region: string }]>();
expectTypeOf(handler).returns.resolves.toEqualTypeOf<Response>();

// What may be missing is null, never undefined.
expectTypeOf(typed.id).toEqualTypeOf<string | null>();
expectTypeOf(typed.expiresAt).toEqualTypeOf<Date | null>();

// Wrong options do not compile.
// @ts-expect-error a store is needed
createSessions({ secret: 'x' });
// @ts-expect-error the option is called maxAge
createSessions({ store, maxage: 60 });
// @ts-expect-error seconds are a number
createSessions({ store, maxAge: '1d' });
