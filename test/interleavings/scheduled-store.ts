import type { Store, StoreCall } from 'sojourn';
import type { Schedule } from './schedule.ts';

/** What becomes of a call to the store. */
export type Fault =
	/** It is done, and answered. */
	| 'none'
	/** It fails, and was not done. */
	| 'refused'
	/** It is done, and its answer is lost. */
	| 'answer lost'
	/** It is never answered, and never done. */
	| 'lost'
	/** It is not answered in time, and done after that. */
	| 'late';

/** How many calls there were of each kind. */
export type CallCounts = Record<'read' | 'write', number>;

const scheduled = new Set(['read', 'create', 'replace', 'touch', 'delete', 'findBySubject']);
const onlyRead = new Set(['read', 'findBySubject']);

/** The scene that the calls to a store take place in. */
export interface Scene {
	readonly schedule: Schedule;
	readonly counts: CallCounts;
	/** Says what becomes of the next call. */
	nextFault(): Fault;
	/** Is told that the store may have changed, or failed. */
	onChange(): void;
	onFault(): void;
	/** Calls that are made, and whose answer may still be acted on. */
	unansweredCalls: number;
}

/** A store whose every call waits to be picked: once before it is done, and once before its answer arrives. */
export function scheduledStore(store: Store, name: string, scene: Scene): Store {
	return new Proxy<Store>(store, {
		get(target, method) {
			const member: unknown = Reflect.get(target, method);
			if (typeof member !== 'function') return member;
			if (typeof method !== 'string' || !scheduled.has(method)) return member.bind(target);
			return (...parameters: unknown[]): Promise<unknown> => {
				const call = parameters.at(-1) as StoreCall;
				const run = async (): Promise<unknown> => Reflect.apply(member, target, parameters);
				return schedule(run, `${name}: ${method}`, !onlyRead.has(method), call, scene);
			};
		},
	});
}

async function schedule(
	run: () => Promise<unknown>,
	label: string,
	changes: boolean,
	call: StoreCall,
	scene: Scene,
): Promise<unknown> {
	const perform = async (): Promise<unknown> => {
		try {
			return await scene.schedule.during(run());
		} finally {
			if (changes) scene.onChange();
		}
	};
	const end = async (): Promise<void> => {
		if (fault === 'late') {
			await scene.schedule.point(`${label} is done late`);
			await perform().catch(() => {});
		}
		scene.unansweredCalls -= 1;
	};
	scene.unansweredCalls += 1;
	scene.counts[changes ? 'write' : 'read'] += 1;
	const fault = scene.nextFault();
	if (fault !== 'none') scene.onFault();
	if (fault === 'lost' || fault === 'late') {
		call.signal.addEventListener('abort', () => void end());
		return new Promise(() => {});
	}
	try {
		await scene.schedule.point(label);
		if (fault === 'refused') throw new Error('The store refused.');
		const answer = await perform();
		await scene.schedule.point(`${label} is answered`);
		if (fault === 'answer lost') throw new Error('The answer was lost.');
		return answer;
	} finally {
		scene.unansweredCalls -= 1;
	}
}
