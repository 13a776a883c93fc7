import fc, { type Arbitrary } from 'fast-check';
import type { PlannedCall, PlannedRequest } from '../model/requests.ts';
import type { Fault } from './scheduled-store.ts';

/** A client: its requests come one after the other, through one of the processes, with the cookies of one browser. */
export interface PlannedClient {
	readonly process: number;
	readonly browser: number;
	readonly requests: readonly PlannedRequest[];
}

/** What ends sessions from outside. */
export interface PlannedRevocation {
	readonly do: 'revoke' | 'revokeAll';
	readonly subject: string;
	/** Whose session is meant, or with `spares` is left out. */
	readonly browser: number;
	readonly spares: boolean;
}

/** All that happens in a run, but for the order, which `picks` decide. */
export interface Plan {
	readonly clients: readonly PlannedClient[];
	readonly revocations: readonly PlannedRevocation[];
	/** Milliseconds that pass, one after the other. */
	readonly passes: readonly number[];
	readonly picks: readonly number[];
	/** By the number of the call to the store. */
	readonly faults: readonly { readonly call: number; readonly fault: Fault }[];
}

export const subjects: readonly string[] = ['ann', 'bea'];
export const processes = 2;
export const browsers = 3;

const key = fc.constantFrom('a', 'b', 'm');

/** Any request of a session that is one of these subjects', or nobody's. */
export function anyRequest(subjects: readonly string[]): Arbitrary<PlannedRequest> {
	const subject = fc.constantFrom(...subjects, null);
	const call: Arbitrary<PlannedCall> = fc.oneof(
		{ weight: 8, arbitrary: fc.record({ do: fc.constantFrom('get', 'set', 'update'), key }) },
		{ weight: 5, arbitrary: fc.record({ do: fc.constantFrom('get', 'flash', 'delete', 'has'), key }) },
		{ weight: 3, arbitrary: fc.record({ do: fc.constantFrom('clear', 'touch', 'save', 'reload', 'send', 'send') }) },
		{ weight: 2, arbitrary: fc.record({ do: fc.constantFrom('regenerate', 'regenerate', 'destroy') }) },
		{ weight: 2, arbitrary: fc.record({ do: fc.constant('identify'), subject }) },
	);
	return fc.record({
		pause: fc.constant(0),
		calls: fc.array(call, { minLength: 1, maxLength: 5 }),
		goesOn: fc.boolean(),
		throws: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
	});
}

const client: Arbitrary<PlannedClient> = fc.record({
	process: fc.nat(processes - 1),
	browser: fc.nat(browsers - 1),
	requests: fc.array(anyRequest(subjects), { minLength: 1, maxLength: 3 }),
});

const revocation: Arbitrary<PlannedRevocation> = fc.record({
	do: fc.constantFrom('revoke', 'revokeAll'),
	subject: fc.constantFrom(...subjects),
	browser: fc.nat(browsers - 1),
	spares: fc.boolean(),
});

/**
 * A second; a little more than what renews; a little more than a minute, after which a cookie that was replaced is as good as
 * none; nearly the idle limit, and a little more than it.
 */
const pass = fc.constantFrom(1000, 31_000, 100_000, 565_000, 610_000);

const picks = fc.array(fc.nat(11), { maxLength: 150 });

/** Many things at once. */
export const busyPlan: Arbitrary<Plan> = fc.record({
	clients: fc.array(client, { minLength: 2, maxLength: 4 }),
	revocations: fc.array(revocation, { maxLength: 2 }),
	passes: fc.array(pass, { maxLength: 4 }),
	picks,
	faults: fc.constant([]),
});

const briefCall: Arbitrary<PlannedCall> = fc.oneof(
	fc.record({ do: fc.constantFrom('get', 'set', 'has'), key }),
	fc.record({ do: fc.constantFrom('send', 'save', 'touch', 'regenerate') }),
);

/** Little at a time, while much time passes: what is used lives on, what is not ends. */
export const slowPlan: Arbitrary<Plan> = fc.record({
	clients: fc.array(
		fc.record({
			process: fc.nat(processes - 1),
			browser: fc.constant(0),
			requests: fc.array(
				fc.record({
					pause: fc.constantFrom(0, 31_000, 100_000, 565_000),
					calls: fc.array(briefCall, { minLength: 1, maxLength: 4 }),
					goesOn: fc.boolean(),
					throws: fc.constant(false),
				}),
				{ minLength: 2, maxLength: 6 },
			),
		}),
		{ minLength: 1, maxLength: 2 },
	),
	revocations: fc.constant([]),
	passes: fc.constant([]),
	picks,
	faults: fc.constant([]),
});

const fault = fc.record({
	call: fc.nat(40),
	fault: fc.constantFrom<Fault>('refused', 'answer lost', 'lost', 'late'),
});

/** A busy plan in which the store fails now and then. */
export const faultyPlan: Arbitrary<Plan> = busyPlan.chain((plan) =>
	fc.array(fault, { minLength: 1, maxLength: 3 }).map((faults) => ({ ...plan, faults })),
);
