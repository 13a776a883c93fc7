import type { Budget } from './budget.ts';
import type { CookiePolicies } from './cookie-policies.ts';
import type { Keeper } from './keeper.ts';
import type { Settings } from './settings.ts';

/** What all requests of one manager have in common. */
export interface ManagerContext {
	readonly keeper: Keeper;
	readonly settings: Settings;
	readonly policies: CookiePolicies;
	/** Time for the store calls of one request. */
	readonly budget: () => Budget;
}
