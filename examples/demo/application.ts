import { SojournError } from 'sojourn';
import { actions } from './actions.ts';
import type { Framework } from './arguments.ts';
import { readAssets } from './assets.ts';
import type { Html } from './html.ts';
import type { Application, DemoAnswer, Visit } from './http.ts';
import { homePage } from './pages/home.ts';
import { problemPage } from './pages/problem.ts';
import { isFromOwnPage, isShortForm, securityHeaders } from './security.ts';
import type { DemoStore } from './stores/demo-store.ts';
import { lookAround } from './view.ts';

export interface DemoOptions {
	readonly store: DemoStore;
	readonly framework: Framework;
}

/** The demo: one page, its forms, and what it loads. */
export function createApplication({ store, framework }: DemoOptions): Application {
	const assets = readAssets();

	const answer = async (visit: Visit): Promise<DemoAnswer> => {
		const { method, url } = visit.request;
		if (method === 'POST') return answerForm(visit);
		if (method !== 'GET' && method !== 'HEAD') return page(405, problemPage('This page takes GET and POST only.'));
		if (url.pathname === '/') return page(200, homePage(await lookAround(visit, store), framework));
		return assets.get(url.pathname) ?? page(404, problemPage('There is no page here.'));
	};

	return async (visit) => {
		const { status, headers, body } = await answer(visit).catch(answerFailure);
		return { status, headers: { ...securityHeaders, ...headers }, body };
	};
}

async function answerForm(visit: Visit): Promise<DemoAnswer> {
	const { request } = visit;
	const action = actions[request.url.pathname];
	if (action === undefined) return page(404, problemPage('There is no form here.'));
	if (!isFromOwnPage(request)) return page(403, problemPage('This form was not sent by a page of the demo.'));
	if (!isShortForm(request)) return page(413, problemPage('This form is too long.'));
	return action(visit, new URLSearchParams(await request.text()));
}

/** What the library says about a session is said on a page; what it says holds nothing secret. */
function answerFailure(error: unknown): DemoAnswer {
	if (!(error instanceof SojournError)) throw error;
	return page(error.status, problemPage(error.message, error.code));
}

function page(status: number, { text }: Html): DemoAnswer {
	return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: text };
}
