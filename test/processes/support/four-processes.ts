import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Sessions, UntypedData } from 'sojourn';
import { Crew } from './crew.ts';
import { managerOver } from './server-manager.ts';
import { newPlace, openStore, type SharedStore } from './shared-stores.ts';
import type { Answer, Work } from './worker.ts';

interface Scene extends AsyncDisposable {
	readonly crew: Crew;
	/** A manager in this process, over the same store. */
	readonly sessions: Sessions<UntypedData>;
}

/** Fifty requests that do one and the same, with others among them. */
function fifty(most: Work, others: Readonly<Record<number, Work>> = {}): readonly Work[] {
	return Array.from({ length: 50 }, (_, index) => others[index] ?? most);
}

/** Registers the tests of four processes over a store of this kind. */
export function testFourProcesses(kind: SharedStore['kind']): void {
	let scene: Scene;
	before(async () => {
		scene = await open(kind);
	});
	after(() => scene[Symbol.asyncDispose]());

	test(`four processes on ${kind}: of fifty keys set at once fifty survive`, async () => {
		const { crew, sessions } = scene;
		const cookie = await begin(sessions);
		const answers = await crew.request(cookie, fifty('set'));
		assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
		const all = await sessions.open(cookie).all();
		for (const { request } of answers) assert.equal(all[request], true, request);
		assert.equal(all.start, 'here');
	});

	test(`four processes on ${kind}: fifty updates at once count to fifty, and each is given a number of its own`, async () => {
		const { crew, sessions } = scene;
		const cookie = await begin(sessions);
		const answers = await crew.request(cookie, fifty('update'));
		const numbers = answers.map(({ given }) => Number(given)).sort((left, right) => left - right);
		assert.deepEqual(
			numbers,
			Array.from({ length: 50 }, (_, index) => index + 1),
		);
		assert.equal(await sessions.open(cookie).get('count'), 50);
	});

	test(`four processes on ${kind}: of fifty requests at once one is given the flash message`, async () => {
		const { crew, sessions } = scene;
		const cookie = await begin(sessions);
		const answers = await crew.request(cookie, fifty('take flash'));
		assert.deepEqual(
			answers.map(({ given }) => given).filter((given) => given !== null),
			['saved'],
		);
		assert.equal(await sessions.open(cookie).get('message'), null);
	});

	test(`four processes on ${kind}: after destroy in one of them nothing comes back`, async () => {
		const { crew, sessions } = scene;
		const cookie = await begin(sessions);
		const answers = await crew.request(cookie, fifty('set', { 20: 'destroy' }));
		const [destroyed] = ofWork(answers, 'destroy');
		assert.equal(destroyed?.status, 200);
		assert.match(destroyed?.cookies.join('\n') ?? '', /Max-Age=0/);
		for (const { read, status, cookies } of ofWork(answers, 'set')) {
			assert.equal(read, 'here', 'each had read the session');
			assert.ok(status === 200 || status === 409, `it stored before the end, or is told of it: ${status}`);
			assert.deepEqual(cookies, [], 'and begins no other session');
		}
		for (const key of ['start', 'count', 'request 0']) {
			assert.equal(await sessions.open(cookie).get(key), null, 'the session is gone');
		}
		const late = await crew.request(cookie, fifty('take flash'));
		assert.deepEqual(new Set(late.map(({ read }) => read)), new Set([null]), 'for every process');
	});

	test(`four processes on ${kind}: after regenerate in one of them no late answer takes the new cookie away`, async () => {
		const { crew, sessions } = scene;
		const cookie = await begin(sessions);
		const answers = await crew.request(cookie, fifty('set', { 20: 'regenerate' }));
		const [winner] = ofWork(answers, 'regenerate');
		assert.equal(winner?.status, 200);
		const others = ofWork(answers, 'set');
		for (const { status, cookies } of others) {
			assert.ok(status === 200 || status === 409, `it stored before the change, or is told of it: ${status}`);
			assert.deepEqual(cookies, [], 'and its answer leaves the cookie alone');
		}
		const newCookie = cookieOf(winner?.cookies ?? []);
		assert.notEqual(newCookie, cookie);
		const all = await sessions.open(newCookie).all();
		assert.equal(all.start, 'here', 'the session goes on under its new id');
		const kept = others.filter(({ request }) => all[request] === true);
		const acknowledged = others.filter(({ status }) => status === 200);
		assert.deepEqual(kept, acknowledged, 'with every change that was acknowledged, and no other');
		assert.equal(await sessions.open(cookie).get('start'), null, 'the old id is dead');
	});

	test(`four processes on ${kind}: of fifty requests that regenerate at once one wins, and the session goes on as one`, async () => {
		const { crew, sessions } = scene;
		const cookie = await begin(sessions);
		const answers = await crew.request(cookie, fifty('regenerate'));
		const winners = answers.filter(({ status }) => status === 200);
		assert.equal(winners.length, 1);
		for (const { status, cookies } of answers) if (status !== 200) assert.deepEqual([status, cookies], [409, []]);
		const newCookie = cookieOf(winners[0]?.cookies ?? []);
		assert.equal(await sessions.open(newCookie).get('start'), 'here');
	});
}

function ofWork(answers: readonly Answer[], work: Work): readonly Answer[] {
	return answers.filter((answer) => answer.work === work);
}

function cookieOf(lines: readonly string[]): string {
	return lines[0]?.split(';', 1)[0] ?? '';
}

/** Begins a session that holds `start`, a `count` and the flash `message`, and answers its Cookie header. */
async function begin(sessions: Sessions<UntypedData>): Promise<string> {
	const session = sessions.open(null);
	await session.set('start', 'here');
	await session.set('count', 0);
	await session.flash('message', 'saved');
	const headers = new Headers();
	await sessions.commit(session, headers);
	return cookieOf(headers.getSetCookie());
}

async function open(kind: SharedStore['kind']): Promise<Scene> {
	const stack = new AsyncDisposableStack();
	const place = stack.use(await newPlace(kind));
	const { store, close } = await openStore(place.store);
	stack.defer(close);
	const sessions = managerOver(store);
	stack.defer(() => sessions.close());
	const crew = stack.use(await Crew.start(place.store));
	return { crew, sessions, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
