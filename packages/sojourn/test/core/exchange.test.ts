import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Exchange } from '../../src/core/http/exchange.ts';

const plain = 'http://example.test/';

/** What a request says of how the visitor came. */
function isSecure(source: ConstructorParameters<typeof Exchange>[0]): boolean | null {
	return new Exchange(source, {}).secure;
}

test('a visitor came over https where the URL or the connection says so', () => {
	assert.equal(isSecure(new Request('https://example.test/')), true);
	assert.equal(isSecure(new Request(plain)), false);
	assert.equal(isSecure({ url: '/', headers: {}, socket: { encrypted: true } }), true);
	assert.equal(isSecure({ url: '/', headers: {}, socket: { encrypted: false } }), false);
	assert.equal(isSecure({ url: '/', headers: {}, socket: {} }), false);
});

test('of several proxies the one counts that the visitor asked, whatever it calls https', () => {
	for (const [forwarded, secure] of [
		['https', true],
		['https, http', true],
		['http, https', false],
		[' HTTPS ,http', true],
		['wss', true],
		['ws', false],
		['ws, wss', false],
		['httpsx', false],
		['x-https', false],
		['http', false],
		['', false],
	] as const) {
		const headers = { 'x-forwarded-proto': forwarded };
		assert.equal(isSecure(new Request(plain, { headers })), secure, forwarded);
		assert.equal(isSecure({ url: '/', headers }), secure, forwarded);
	}
});

test('how the visitor came is not known of a header alone, nor of a request that is closed', () => {
	assert.equal(isSecure('a=1'), null);
	assert.equal(isSecure(null), null);
	const closed = {
		get(): never {
			throw new TypeError('The request is closed.');
		},
	};
	assert.equal(isSecure({ url: plain, headers: closed }), null);
	assert.equal(new Exchange({ url: plain, headers: closed }, {}).header, '');
	assert.equal(new Exchange('a=1', { secure: false }).secure, false, 'unless it is told');
});

test('cookies that came in several headers are all seen', () => {
	const exchange = new Exchange({ headers: { cookie: ['a=1; b=2', 'c=3'] } }, {});
	assert.deepEqual(
		['a', 'b', 'c', 'a'].map((name) => exchange.sent(name).values),
		[['1'], ['2'], ['3'], ['1']],
	);
});
