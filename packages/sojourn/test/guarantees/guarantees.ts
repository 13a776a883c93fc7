import {
	createSessions,
	type MaybePromise,
	type SessionStore,
	type SessionsOptions,
	type Store,
	type UntypedData,
} from '../../src/index.ts';
import type { TestFunction } from '../../src/testing/store.ts';
import { secret } from '../support/secret.ts';
import { answerGuarantees } from './cases/answers.ts';
import { concurrencyGuarantees } from './cases/concurrency.ts';
import { endingGuarantees } from './cases/ending.ts';
import { expiryGuarantees } from './cases/expiry.ts';
import { flashGuarantees } from './cases/flash.ts';
import { frugalityGuarantees } from './cases/frugality.ts';
import { nestedHandlerGuarantees } from './cases/nested-handlers.ts';
import { newIdGuarantees } from './cases/new-id.ts';
import { parallelEndGuarantees } from './cases/parallel-ends.ts';
import { secrecyGuarantees } from './cases/secrecy.ts';
import { sizeGuarantees } from './cases/size.ts';
import { subjectGuarantees } from './cases/subjects.ts';
import { valueGuarantees } from './cases/values.ts';
import { countCalls } from './count-calls.ts';
import type { Guarantee, GuaranteeContext, StoreCalls } from './guarantee.ts';
import { Visitor } from './visitor.ts';

const guarantees: readonly Guarantee[] = [
	...valueGuarantees,
	...flashGuarantees,
	...concurrencyGuarantees,
	...nestedHandlerGuarantees,
	...endingGuarantees,
	...newIdGuarantees,
	...parallelEndGuarantees,
	...expiryGuarantees,
	...frugalityGuarantees,
	...answerGuarantees,
	...subjectGuarantees,
	...secrecyGuarantees,
	...sizeGuarantees,
];

/** A store that the guarantees are shown for. */
export interface GuaranteeSubject {
	readonly name: string;
	/** Two stores over the same fresh data, as two processes would open them. */
	open(): MaybePromise<{ first: SessionStore; second: SessionStore; dispose(): MaybePromise<void> }>;
}

/** Milliseconds: some stores wait for the disk, some machines are busy, and what a deadline does is tested elsewhere. */
const deadline = 20_000;

/** Registers one test a guarantee that the store's capabilities promise. */
export function testGuarantees(
	test: TestFunction,
	subject: GuaranteeSubject,
	kind: readonly NonNullable<Guarantee['needs']>[],
): void {
	const met = new Set(kind);
	if (met.has('server')) met.add('endings');
	for (const guarantee of guarantees) {
		if (guarantee.needs !== undefined && !met.has(guarantee.needs)) continue;
		test(`${subject.name}: ${guarantee.name}`, () => prove(guarantee, subject));
	}
}

async function prove(guarantee: Guarantee, subject: GuaranteeSubject): Promise<void> {
	const opened = await subject.open();
	const counted = countCalls(opened.first);
	// A whole second that is near the real time, because a database may remove by its own clock what expired long ago.
	let time = Math.ceil(Date.now() / 1000) * 1000;
	const base = { secret, deadline, clock: () => time };
	const made = [
		createSessions({ ...base, store: counted.store }),
		createSessions({ ...base, store: countCalls(opened.second).store }),
	] as const;
	const others: { close(): Promise<void> }[] = [];
	const context: GuaranteeContext = {
		first: made[0],
		second: made[1],
		manager(options?: Omit<SessionsOptions<UntypedData>, 'store'>) {
			const manager = createSessions<UntypedData>({ ...base, ...options, store: counted.store });
			others.push(manager);
			return manager;
		},
		visitor: (sessions = made[0]) => new Visitor(sessions),
		pass(milliseconds) {
			time += milliseconds;
		},
		now: () => time,
		store: 'stateless' in opened.first ? null : (opened.first as Store),
		calls: (): StoreCalls => counted.take(),
	};
	try {
		await guarantee.run(context);
	} finally {
		for (const manager of [...made, ...others]) await manager.close();
		await opened.dispose();
	}
}
