import type { KeyRing } from '../../crypto/key-ring.ts';
import type { CookiePolicies } from '../http/cookie-policies.ts';
import type { Keeper } from '../keeper/keeper.ts';
import type { Settings } from '../options/settings.ts';
import type { Budget } from '../store-calls/budget.ts';
import type { Events } from './events.ts';

/** What all requests of one manager have in common. */
export interface ManagerContext {
	readonly ring: KeyRing;
	readonly keeper: Keeper;
	readonly settings: Settings;
	readonly policies: CookiePolicies;
	readonly events: Events;
	/** Time for the store calls of one request. */
	readonly budget: () => Budget;
}
