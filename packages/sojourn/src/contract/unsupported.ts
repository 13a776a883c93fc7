import { SojournError } from './errors.ts';

/**
 * The error of a store method whose capability the store does not declare.
 *
 * @param store the name of the store
 * @param method the method that was called
 */
export function unsupportedByStore(store: string, method: string): SojournError {
	return new SojournError(
		'SOJOURN_UNSUPPORTED',
		`The ${store} store does not support ${method}. Choose a store that declares it.`,
	);
}
