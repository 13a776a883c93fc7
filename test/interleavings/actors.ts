import assert from 'node:assert/strict';
import type { Operation, Outcome, Revocation } from '../model/operations.ts';
import { cookieChangeOf, cookieHeader, outcomeOf, refusalOf } from './client.ts';
import { mayCost } from './frugality.ts';
import type { PlannedCall, PlannedClient, PlannedRequest, PlannedRevocation } from './plan.ts';
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
	{ calls, goesOn, throws }: PlannedRequest,
): Promise<void> {
	const { oracle, schedule } = stage;
	const sessions = stage.processes[process];
	if (sessions === undefined) throw new Error(`There is no process ${process}.`);
	const cookie = stage.cookies.get(browser) ?? null;
	const token = cookie === null ? null : oracle.tokenOf(cookie);
	const session = sessions.open(cookieHeader(cookie));
	const headers = new Headers();
	let isSent = false;

	const act = async (operation: Operation): Promise<Outcome> => {
		schedule.note(`${name} calls ${describe(operation)}`);
		oracle.call(name, operation);
		const outcome = await outcomeOf(sessions, session, operation, headers);
		schedule.note(`${name} has ${describe(operation)} answered: ${JSON.stringify(outcome)}`);
		oracle.answered(name, outcome);
		if (outcome.is === 'done' && (operation.do === 'send' || operation.do === 'commit')) send();
		return outcome;
	};
	const send = (): void => {
		const change = cookieChangeOf(headers);
		schedule.note(`${name} sends ${JSON.stringify(change)}`);
		oracle.sent(name, change);
		isSent = true;
		if (change === 'removed') stage.cookies.delete(browser);
		if (typeof change === 'string') return;
		stage.cookies.set(browser, change.value);
		stage.handles.set(oracle.tokenOf(change.value) ?? '', session.id ?? '');
	};
	const actAll = async (): Promise<void> => {
		for (const [index, call] of calls.entries()) {
			if (call.do === 'send' && isSent) continue;
			await schedule.point(`${name} goes on`);
			const outcome = await act(operationOf(call, `${name}.${index}`));
			if (outcome.is === 'failed' || (outcome.is !== 'done' && !goesOn)) return;
		}
		if (throws) return;
		await schedule.point(`${name} comes to its end`);
		await act({ do: isSent ? 'save' : 'commit' });
	};

	schedule.note(`${name} begins with ${token ?? 'no cookie'} in process ${process}`);
	oracle.begin(name, token);
	await actAll();
	schedule.note(`${name} is over`);
	oracle.end(name);
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
	const outcome = await revoke(stage, revocation);
	schedule.note(`${name} is answered: ${JSON.stringify(outcome)}`);
	oracle.revoked(name, outcome);
	stage.underWay -= 1;
}

async function revoke({ processes, handles }: Stage, revocation: Revocation): Promise<Outcome> {
	const [sessions] = processes;
	if (sessions === undefined) throw new Error('There is no process.');
	const { subject } = revocation;
	const handleOf = (token: string | null): string => (token === null ? '' : (handles.get(token) ?? ''));
	try {
		if (revocation.do === 'revoke') {
			return { is: 'done', value: await sessions.revoke(handleOf(revocation.token), { subject }) };
		}
		return { is: 'done', value: await sessions.revokeAll(subject, { except: handleOf(revocation.except) }) };
	} catch (error) {
		return refusalOf(error);
	}
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

function operationOf(call: PlannedCall, mark: string): Operation {
	if (call.do === 'set' || call.do === 'flash') return { do: call.do, key: call.key, text: mark };
	if (call.do === 'update') return { do: 'update', key: call.key, mark };
	return call as Operation;
}

function describe(operation: Operation | Revocation): string {
	const { do: name, ...rest } = operation;
	return [name, ...Object.values(rest)].join(' ');
}
