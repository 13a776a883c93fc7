import { isUnreadable } from '../faults.ts';
import type { RequestCookies } from '../keeper/keeper.ts';
import type { ManagerContext } from '../manager/manager-context.ts';
import type { SessionSnapshot } from '../state/session-snapshot.ts';
import type { Budget } from '../store-calls/budget.ts';

/**
 * Ends what else the visitor's cookies lead to: there may be several sessions, for several paths or domains, and one that
 * is left would be found by the next request.
 *
 * @param ended the one that was ended already
 */
export async function endOtherSessions(
	{ keeper, policies }: ManagerContext,
	cookies: RequestCookies,
	ended: SessionSnapshot,
	budget: Budget,
): Promise<void> {
	const { name } = policies.of(cookies);
	try {
		for (let left = cookies.sent(name).values.length - 1; left > 0; left -= 1) {
			const other = await keeper.find(cookies, budget);
			if (other?.ending !== null || other.key === ended.key) return;
			await keeper.end(other, budget);
		}
	} catch (error) {
		if (!isUnreadable(error)) throw error;
		await keeper.removeUnreadable(cookies, budget);
	}
}
