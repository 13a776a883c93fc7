import type { Operation, Outcome } from './operations.ts';
import { type Pending, withoutKey, withWish } from './values.ts';
import type { Kept, Visit } from './world.ts';

/** A call that changes the session is first only noted. */
export function noted(visit: Visit, operation: Operation, kept: Kept): Partial<Visit> {
	const { pending } = visit;
	if (operation.do === 'identify') {
		const subject = pending.subject === null ? visit.subject : pending.subject.name;
		if (subject === operation.subject) return { outcome: { is: 'done' } };
	}
	const refused = refusal(visit, kept, operation.do === 'identify' || operation.do === 'regenerate');
	if (refused !== null) return { outcome: refused };
	const taken = 'key' in operation ? withoutKey(visit.taken, operation.key) : visit.taken;
	return {
		pending: withNote(operation, pending),
		taken: operation.do === 'clear' ? {} : taken,
		outcome: { is: 'done' },
	};
}

/** Why a call that changes the session is refused, or null. */
export function refusal(visit: Visit, kept: Kept, needsNewId = false): Outcome | null {
	if (visit.session === 'moved' || visit.session === 'over' || visit.session === 'destroyed') return { is: 'ended' };
	const needsCookie = needsNewId || visit.session === 'none' || kept !== 'in a store';
	return visit.headersSent && needsCookie ? { is: 'headers sent' } : null;
}

function withNote(operation: Operation, pending: Pending): Pending {
	switch (operation.do) {
		case 'set':
		case 'flash':
			return withWish(pending, operation.key, { text: operation.text, flash: operation.do === 'flash' });
		case 'delete':
			return withWish(pending, operation.key, 'absent');
		case 'clear':
			return { ...pending, clear: { butFor: [] }, wishes: {} };
		case 'touch':
			return { ...pending, renewal: true };
		case 'regenerate':
			return { ...pending, newId: true };
		case 'identify':
			return { ...pending, subject: { name: operation.subject }, newId: true };
		default:
			throw new Error(`${operation.do} is not only noted.`);
	}
}
