import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type Sessions, type UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

/** A manager over WebCrypto, which makes even an id later, as in a runtime without `node:crypto`. */
function managerOverWebCrypto(): Sessions<UntypedData> {
	const { getBuiltinModule } = process;
	Reflect.set(process, 'getBuiltinModule', undefined);
	try {
		return createSessions<UntypedData>({ store: memoryStore(), secret });
	} finally {
		process.getBuiltinModule = getBuiltinModule;
	}
}

test('parallel changes that begin a session agree on its id from the first time it is seen', async () => {
	const session = managerOverWebCrypto().open(null);
	const seen = new Set<string | null>();
	const change = async (key: string): Promise<void> => {
		await session.set(key, 1);
		seen.add(session.id);
	};
	await Promise.all(['a', 'b', 'c'].map(change));
	await session.save();
	seen.add(session.id);
	assert.equal(seen.size, 1);
	assert.deepEqual((await session.keys()).sort(), ['a', 'b', 'c']);
});
