/**
 * For adapters, at start: refuses what is no manager, such as the options of one.
 *
 * @param adapter the name of the adapter's own function
 * @throws TypeError that says what to pass
 */
export function checkManager(adapter: string, sessions: unknown): void {
	if (typeof sessions === 'object' && sessions !== null && 'commitAtOnce' in sessions) return;
	throw new TypeError(
		`${adapter} takes a manager of sessions: ${adapter}(createSessions({ store: sqliteStore('sessions.db') })).`,
	);
}
