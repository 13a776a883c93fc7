// A server process that is killed while it writes. It is given a store and the cookies of some sessions as its argument,
// and changes them one request after the other, each session beside the others. Every answer that would have left is
// said on the standard output, a line each, before the next request.

import { writeSync } from 'node:fs';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { createSessions, type Session, type UntypedData } from 'sojourn';
import { openStore, type SharedStore } from './shared-stores.ts';

/** What a writer is given. */
export interface WriterTask {
	readonly store: SharedStore;
	readonly secret: string;
	/** The Cookie headers of the sessions that it changes. */
	readonly cookies: readonly string[];
	/** The Cookie header of the session that it moves from one id to the next, and how often it has moved. */
	readonly moving: { readonly cookie: string; readonly step: number };
}

/** What a writer says. */
export type WriterLine =
	/** The session at this index of the cookies now holds this count. */
	| { readonly kind: 'counted'; readonly index: number; readonly count: number }
	/** A session has begun. */
	| { readonly kind: 'begun'; readonly cookie: string }
	/** The session that was begun last has been destroyed. */
	| { readonly kind: 'destroyed'; readonly cookie: string }
	/** The session that moves has a new id, and belongs to the subject of this step. */
	| { readonly kind: 'moved'; readonly cookie: string; readonly step: number }
	/** A session has begun that expires after a second. */
	| { readonly kind: 'left'; readonly cookie: string }
	/** So many expired sessions were removed. */
	| { readonly kind: 'purged'; readonly count: number };

/** Whom the session that moves may belong to. */
export const subjects: readonly string[] = ['ann', 'ben', 'eve'];

/** What belongs to a count: some hundred to some thousand characters, which no other count has. */
export function textOf(count: number): string {
	return `${count} `.repeat(50 + (count % 20) * 50);
}

/** Whom the session that moves belongs to after so many moves: never to the one before. */
export function subjectOf(step: number): string {
	return subjects[step % subjects.length] ?? '';
}

if (import.meta.main) await write(JSON.parse(process.argv[2] ?? '') as WriterTask);

async function write({ store: shared, secret, cookies, moving }: WriterTask): Promise<void> {
	const { store } = await openStore(shared);
	const sessions = createSessions<UntypedData>({ store, secret, deadline: 30_000 });

	const visit = async (cookie: string, act: (session: Session<UntypedData>) => Promise<void>): Promise<string> => {
		const handler = sessions.handle(async (_, session) => {
			await act(session);
			return new Response();
		});
		const response = await handler(new Request('https://example.test/', { headers: { cookie } }));
		// A request comes from outside, and others are served between two of them.
		await setImmediate();
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

	const move = async (): Promise<never> => {
		let { cookie, step } = moving;
		for (;;) {
			step += 1;
			cookie = await visit(cookie, async (session) => {
				await session.identify(subjectOf(step));
				await session.set('step', step);
			});
			say({ kind: 'moved', cookie, step });
		}
	};

	const leave = async (): Promise<never> => {
		for (;;) {
			const cookie = await visit('', async (session) => {
				await session.set('user', 'ann');
				await session.setMaxAge(1);
			});
			say({ kind: 'left', cookie });
		}
	};

	const purge = async (): Promise<never> => {
		for (;;) {
			say({ kind: 'purged', count: await sessions.purgeExpired() });
			await setTimeout(5);
		}
	};

	await Promise.all([...cookies.map(count), comeAndGo(), move(), leave(), purge()]);
}

function say(line: WriterLine): void {
	writeSync(1, `${JSON.stringify(line)}\n`);
}
