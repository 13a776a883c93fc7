import { createSerializer } from '../../src/codec/serializer.ts';
import { equal } from '../../src/testing/expect.ts';
import type { TestFunction } from '../../src/testing/store.ts';
import golden from '../golden/values-format-1.json' with { type: 'json' };
import { assertSame } from './support/same.ts';
import { samples } from './support/samples.ts';

/** Registers one test for each kind of value: it comes back as it went in, and is stored as the same text everywhere. */
export function testGoldenTexts(test: TestFunction): void {
	const serializer = createSerializer();
	for (const [name, value] of Object.entries(samples)) {
		test(`${name} are stored as the text that every runtime stores, and come back as they went in`, async () => {
			const text = serializer.stringify(value);
			equal(text, Reflect.get(golden, name), 'The text is the same.');
			assertSame(serializer.parse(text), value);
		});
	}
}
