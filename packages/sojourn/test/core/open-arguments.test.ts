import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type OpenOptions, type UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

const sessions = createSessions<UntypedData>({
	store: memoryStore(),
	secret,
});

test('what is no request and no Cookie header is a TypeError that says what to pass', () => {
	for (const source of [5, true, {}, [], undefined, () => {}, Symbol('request'), new Map()]) {
		assert.throws(() => sessions.open(source as never), {
			name: 'TypeError',
			message:
				/^open takes a Request, a request of node:http, or the text of a Cookie header, null where there is none/,
		});
	}
});

test('an option of open that there is not is a TypeError that names it and those that there are', () => {
	for (const source of [null, '', new Request('https://example.com/'), { headers: {} }]) {
		assert.throws(() => sessions.open(source, { readOnly: true } as OpenOptions), {
			name: 'TypeError',
			message: 'open has no option readOnly. The options are: readonly, secure, onUse.',
		});
	}
});

test('an option of open that is no truth value is a TypeError that names it', () => {
	for (const [name, value] of [
		['readonly', 'yes'],
		['readonly', null],
		['secure', 'auto'],
		['onUse', true],
	] as const) {
		assert.throws(() => sessions.open(null, { [name]: value } as OpenOptions), {
			name: 'TypeError',
			message: new RegExp(`open: ${name} must be`),
		});
	}
	for (const options of [null, true, 'readonly']) {
		assert.throws(() => sessions.open(null, options as never), { name: 'TypeError', message: /\{ readonly: true \}/ });
	}
	assert.ok(sessions.open(null, { readonly: undefined, secure: undefined } as unknown as OpenOptions));
});

test('a request is opened without its headers being touched, which node:http parses when they are', async () => {
	let touched = 0;
	const request = {
		get headers() {
			touched += 1;
			return {};
		},
	};
	const session = sessions.open(request, { readonly: false, secure: true, onUse: () => {} });
	assert.equal(touched, 0);
	assert.equal(await session.get('user'), null);
	assert.ok(touched > 0);
});
