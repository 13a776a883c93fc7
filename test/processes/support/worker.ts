// One of several server processes over one store, which it is given as its argument. Its orders come as messages.

import type { Session, UntypedData } from 'sojourn';
import { type VisitHappening, type Visitor, visitAs } from '../by-model/visitor.ts';
import { managerOver } from './server-manager.ts';
import { openStore, type SharedStore } from './shared-stores.ts';

/** What is done in a request that has read the session. */
export type Work = 'set' | 'update' | 'take flash' | 'destroy' | 'regenerate';

/** Requests that a worker makes at once. All read the session; none does more before the worker is told to go on. */
export interface Order {
	/** The Cookie header of all of them. */
	readonly cookie: string;
	/** What each of them does, by its name, which no other request has. */
	readonly works: Readonly<Record<string, Work>>;
	/** What the worker's clock shows meanwhile. */
	readonly now: number;
}

/** What became of one request. */
export interface Answer {
	/** Its name. */
	readonly request: string;
	readonly work: Work;
	readonly status: number;
	/** What it read at first. */
	readonly read: unknown;
	/** What its work gave. */
	readonly given: unknown;
	readonly cookies: readonly string[];
}

/** What a worker says. */
export type WorkerMessage =
	| { readonly kind: 'started' }
	| { readonly kind: 'visited'; readonly happenings: readonly VisitHappening[] }
	| { readonly kind: 'read' }
	| { readonly kind: 'answered'; readonly answers: readonly Answer[] };

/** What a worker is told. */
export type WorkerOrder =
	| { readonly kind: 'begin'; readonly order: Order }
	| { readonly kind: 'go on' }
	| { readonly kind: 'visit'; readonly visitors: readonly Visitor[]; readonly now: number }
	| { readonly kind: 'end' };

const works: Readonly<Record<Work, (session: Session<UntypedData>, request: string) => Promise<unknown>>> = {
	set: (session, request) => session.set(request, true),
	update: (session) => session.update('count', (count) => (count ?? 0) + 1),
	'take flash': (session) => session.get('message'),
	destroy: (session) => session.destroy(),
	regenerate: (session) => session.regenerate(),
};

const { store, close } = await openStore(JSON.parse(process.argv[2] ?? '') as SharedStore);
let now = 0;
const sessions = managerOver(store, () => now);
sessions.on('failed', () => {});
let goOn = Promise.withResolvers<void>();

process.on('message', (message: WorkerOrder) => {
	if (message.kind === 'begin') void carryOut(message.order);
	else if (message.kind === 'go on') goOn.resolve();
	else if (message.kind === 'visit') void visit(message.visitors, message.now);
	else void end();
});
// Nobody else would end it.
process.on('disconnect', () => process.exit());
say({ kind: 'started' });

async function carryOut({ cookie, works: given, now: time }: Order): Promise<void> {
	now = time;
	goOn = Promise.withResolvers();
	const reads: Promise<unknown>[] = [];
	const answers = Object.entries(given).map(([request, work]) => {
		const hasRead = Promise.withResolvers<unknown>();
		reads.push(hasRead.promise);
		return answer(request, work, cookie, hasRead.resolve);
	});
	await Promise.all(reads);
	say({ kind: 'read' });
	say({ kind: 'answered', answers: await Promise.all(answers) });
}

async function visit(visitors: readonly Visitor[], time: number): Promise<void> {
	now = time;
	const happenings = await Promise.all(visitors.map((visitor) => visitAs(visitor, sessions)));
	say({ kind: 'visited', happenings: happenings.flat() });
}

async function answer(request: string, work: Work, cookie: string, hasRead: (value: unknown) => void): Promise<Answer> {
	let read: unknown;
	let given: unknown = null;
	const handler = sessions.handle(async (_, session) => {
		read = await session.get('start');
		hasRead(read);
		await goOn.promise;
		given = await works[work](session, request);
		return new Response();
	});
	const headers = { cookie };
	const { status, headers: answered } = await handler(new Request('https://example.test/', { headers })).catch(
		// What the handler throws is for a framework to answer, with the status that the error has.
		({ status = 500 }: { readonly status?: number }) => new Response(null, { status }),
	);
	return { request, work, status, read, given: given ?? null, cookies: answered.getSetCookie() };
}

function say(message: WorkerMessage): void {
	process.send?.(message);
}

async function end(): Promise<void> {
	await sessions.close();
	close();
	process.disconnect();
}
