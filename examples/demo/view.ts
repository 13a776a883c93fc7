import { type ListedSession, SojournError } from 'sojourn';
import { type SentCookie, sessionCookies } from './cookies.ts';
import type { Visit } from './http.ts';
import type { DemoStore, StoredRow } from './stores/demo-store.ts';

/** What the page shows. */
export interface View {
	readonly url: URL;
	readonly storeTitle: string;
	/** Whether sessions are kept in the browser's cookies. */
	readonly stateless: boolean;
	readonly notice: string | null;
	/** Null for a visitor of whom nothing is kept. */
	readonly session: SessionView | null;
	readonly cookies: readonly SentCookie[];
	readonly row: StoredRow | null;
}

/** What the page shows of a session. */
export interface SessionView {
	/** The public handle. */
	readonly id: string;
	readonly createdAt: Date;
	readonly expiresAt: Date;
	readonly name: string | null;
	readonly visits: number;
	readonly basket: ReadonlyMap<string, number>;
	/** The sessions of a visitor who has signed in; or the reason why the store cannot find them. */
	readonly devices: readonly ListedSession[] | string;
}

/** Gathers what the page shows. Counts the visit, unless nothing is kept of the visitor yet: then it stays so. */
export async function lookAround(visit: Visit, { title, store, look }: DemoStore): Promise<View> {
	const { request, session } = visit;
	await session.load();
	const view = session.id === null ? null : await viewOfSession(visit);
	return {
		url: request.url,
		storeTitle: title,
		stateless: 'stateless' in store,
		notice: await session.get('notice'),
		session: view,
		cookies: sessionCookies(request.header('cookie')),
		row: view === null ? null : await look(view.id),
	};
}

async function viewOfSession(visit: Visit): Promise<SessionView> {
	const { session } = visit;
	const visits = await session.update('visits', (count) => (count ?? 0) + 1);
	return {
		id: session.id ?? '',
		createdAt: session.createdAt ?? new Date(),
		expiresAt: session.expiresAt ?? new Date(),
		name: session.subject === null ? null : await session.get('name'),
		visits,
		basket: (await session.get('basket')) ?? new Map(),
		devices: session.subject === null ? [] : await devicesOf(session.subject, visit),
	};
}

async function devicesOf(subject: string, { sessions }: Visit): Promise<readonly ListedSession[] | string> {
	try {
		return await sessions.list(subject);
	} catch (error) {
		if (error instanceof SojournError && error.code === 'SOJOURN_UNSUPPORTED') return error.message;
		throw error;
	}
}
