import assert from 'node:assert/strict';
import { describe, type Revocation } from '../model/operations.ts';
import { revocationOutcome } from '../model/perform.ts';
import { type Course, makeRequest, type PlannedRequest, type Witness } from '../model/requests.ts';
import { mayCost } from './frugality.ts';
import type { PlannedClient, PlannedRevocation } from './plan.ts';
import type { Stage } from './stage.ts';

/** A client makes its requests, one after the other. */
export async function actClient(stage: Stage, name: string, client: PlannedClient): Promise<void> {
	for (const [index, request] of client.requests.entries()) {
		if (request.pause > 0) await actTime(stage, [request.pause]);
		await stage.schedule.point(`${name}${index} begins`);
		const before = { ...stage.counts };
		const { disturbances } = stage;
		const isAlone = stage.underWay === 0;
		begins(stage);
		const hadCookie = stage.cookies.has(client.browser);
		await actRequest(stage, `${name}${index}`, client, request);
		stage.underWay -= 1;
		if (stage.kept !== 'in a store' || !isAlone || stage.disturbances !== disturbances) continue;
		const cost = { read: stage.counts.read - before.read, write: stage.counts.write - before.write };
		const most = mayCost(request.calls, hadCookie);
		assert.ok(cost.read <= most.read, `${cost.read} reads where ${most.read} are enough`);
		assert.ok(cost.write <= most.write, `${cost.write} writes where ${most.write} are enough`);
	}
}

async function actRequest(
	stage: Stage,
	name: string,
	{ process, browser }: PlannedClient,
	request: PlannedRequest,
): Promise<void> {
	const { oracle, schedule } = stage;
	const sessions = stage.processes[process];
	if (sessions === undefined) throw new Error(`There is no process ${process}.`);
	const course: Course = {
		sessions,
		witness: noting(stage),
		before: (event) => schedule.point(event),
		onSent(change, session) {
			if (change === 'removed') stage.cookies.delete(browser);
			if (typeof change === 'string') return;
			stage.cookies.set(browser, change.value);
			stage.handles.set(oracle.tokenOf(change.value) ?? '', session.id ?? '');
		},
	};
	await makeRequest(course, name, stage.cookies.get(browser) ?? null, request);
}

/** Notes what the oracle is told. */
function noting({ oracle, schedule }: Stage): Witness {
	return {
		begin(request, cookie) {
			schedule.note(
				`${request} begins with ${cookie === null ? 'no cookie' : `the cookie "${oracle.tokenOf(cookie)}"`}`,
			);
			oracle.begin(request, cookie);
		},
		call: (request, operation) => oracle.call(request, operation),
		answered(request, outcome) {
			schedule.note(`${request} is answered ${JSON.stringify(outcome)}`);
			oracle.answered(request, outcome);
		},
		sent(request, change) {
			schedule.note(`${request} sends ${typeof change === 'string' ? change : change.value}`);
			oracle.sent(request, change);
		},
		end: (request) => oracle.end(request),
	};
}

/** Ends sessions from outside. */
export async function actRevocation(stage: Stage, name: string, planned: PlannedRevocation): Promise<void> {
	const { oracle, schedule } = stage;
	await schedule.point(`${name} begins`);
	const cookie = stage.cookies.get(planned.browser);
	const token = cookie === undefined ? null : oracle.tokenOf(cookie);
	if (planned.do === 'revoke' && token === null) return;
	begins(stage);
	const { subject } = planned;
	const revocation: Revocation =
		planned.do === 'revoke'
			? { do: 'revoke', token: token ?? '', subject }
			: { do: 'revokeAll', subject, except: planned.spares ? token : null };
	schedule.note(`${name} calls ${describe(revocation)}`);
	oracle.revoke(name, revocation);
	const outcome = await revocationOutcome(() => revoke(stage, revocation));
	schedule.note(`${name} is answered: ${JSON.stringify(outcome)}`);
	oracle.revoked(name, outcome);
	stage.underWay -= 1;
}

function revoke({ processes, handles }: Stage, revocation: Revocation): Promise<boolean | number> {
	const [sessions] = processes;
	if (sessions === undefined) throw new Error('There is no process.');
	const { subject } = revocation;
	const handleOf = (token: string | null): string => (token === null ? '' : (handles.get(token) ?? ''));
	if (revocation.do === 'revoke') return sessions.revoke(handleOf(revocation.token), { subject });
	return sessions.revokeAll(subject, { except: handleOf(revocation.except) });
}

/** Time passes, now and then. */
export async function actTime(stage: Stage, passes: readonly number[]): Promise<void> {
	for (const milliseconds of passes) {
		// A call takes the time with it when it is made, and its answer is judged by it: no call takes that long.
		await stage.schedule.point(`${milliseconds} ms pass`, () => stage.unansweredCalls === 0);
		stage.disturbances += 1;
		stage.pass(milliseconds);
	}
}

function begins(stage: Stage): void {
	if (stage.underWay > 0) stage.disturbances += 1;
	stage.underWay += 1;
}
