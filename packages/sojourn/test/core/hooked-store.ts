import type { Store } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';

type Method = 'read' | 'create' | 'replace' | 'touch' | 'delete' | 'findBySubject';

/** A store in memory in which something else can happen just before or after one of its calls. */
export class HookedStore {
	readonly store: Store;
	readonly #hooks: { readonly when: 'before' | 'after'; readonly method: Method; readonly run: () => unknown }[] = [];

	/** @param latency milliseconds that a call is on its way to the store at most; how many of them is random */
	constructor(latency = 0) {
		this.store = new Proxy<Store>(memoryStore({ sealed: true }), {
			get: (target, name) => {
				const member: unknown = Reflect.get(target, name);
				if (typeof member !== 'function') return member;
				return async (...parameters: unknown[]): Promise<unknown> => {
					if (latency > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * latency));
					await this.#run('before', name);
					const answer: unknown = await Reflect.apply(member, target, parameters);
					await this.#run('after', name);
					return answer;
				};
			},
		});
	}

	/** Lets this happen before the next call of the method. */
	before(method: Method, run: () => unknown): void {
		this.#hooks.push({ when: 'before', method, run });
	}

	/** Lets this happen between the next call of the method and its answer. */
	after(method: Method, run: () => unknown): void {
		this.#hooks.push({ when: 'after', method, run });
	}

	async #run(when: 'before' | 'after', method: string | symbol): Promise<void> {
		const index = this.#hooks.findIndex((hook) => hook.when === when && hook.method === method);
		if (index !== -1) await this.#hooks.splice(index, 1)[0]?.run();
	}
}
