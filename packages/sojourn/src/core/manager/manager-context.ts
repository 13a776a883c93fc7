import type { CookiePolicies } from '../http/cookie-policies.ts';
import type { Keeper } from '../keeper/keeper.ts';
import type { Settings } from '../options/settings.ts';
import type { Budget } from '../store-calls/budget.ts';

/** What all requests of one manager have in common. */
export interface ManagerContext {
	readonly keeper: Keeper;
	readonly settings: Settings;
	readonly policies: CookiePolicies;
	/** Time for the store calls of one request. */
	readonly budget: () => Budget;
}
