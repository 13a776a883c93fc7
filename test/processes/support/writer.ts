// A server process that is killed while it writes. It is given a store and the cookies of some sessions as its argument,
// and changes them one request after the other, each session beside the others. Every answer that would have left is
// said on the standard output, a line each, before the next request.

import { writeSync } from 'node:fs';
import { createSessions, type Session, type UntypedData } from 'sojourn';
import { openStore, type SharedStore } from './shared-stores.ts';

/** What a writer is given. */
export interface WriterTask {
	readonly store: SharedStore;
	readonly secret: string;
	/** The Cookie headers of the sessions that it changes. */
	readonly cookies: readonly string[];
}

/** What a writer says. */
export type WriterLine =
	/** The session at this index of the cookies now holds this count. */
	| { readonly kind: 'counted'; readonly index: number; readonly count: number }
	/** A session has begun. */
	| { readonly kind: 'begun'; readonly cookie: string }
	/** The session that was begun last has been destroyed. */
	| { readonly kind: 'destroyed'; readonly cookie: string };

/** What belongs to a count: some hundred to some thousand characters, which no other count has. */
export function textOf(count: number): string {
	return `${count} `.repeat(50 + (count % 20) * 50);
}

if (import.meta.main) await write(JSON.parse(process.argv[2] ?? '') as WriterTask);

async function write({ store: shared, secret, cookies }: WriterTask): Promise<void> {
	const { store } = await openStore(shared);
	const sessions = createSessions<UntypedData>({ store, secret, deadline: 30_000 });

	const visit = async (cookie: string, act: (session: Session<UntypedData>) => Promise<void>): Promise<string> => {
		const handler = sessions.handle(async (_, session) => {
			await act(session);
			return new Response();
		});
		const response = await handler(new Request('https://example.test/', { headers: { cookie } }));
		if (response.status !== 200) throw new Error(`The writer was answered with ${response.status}.`);
		return response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
	};

	const count = async (cookie: string, index: number): Promise<never> => {
		for (;;) {
			let next = 0;
			await visit(cookie, async (session) => {
				next = ((await session.get('count')) ?? 0) + 1;
				await session.set('text', textOf(next));
				await session.set('count', next);
			});
			say({ kind: 'counted', index, count: next });
		}
	};

	const comeAndGo = async (): Promise<never> => {
		for (;;) {
			const cookie = await visit('', (session) => session.set('user', 'ann'));
			say({ kind: 'begun', cookie });
			await visit(cookie, (session) => session.destroy());
			say({ kind: 'destroyed', cookie });
		}
	};

	await Promise.all([...cookies.map(count), comeAndGo()]);
}

function say(line: WriterLine): void {
	writeSync(1, `${JSON.stringify(line)}\n`);
}
