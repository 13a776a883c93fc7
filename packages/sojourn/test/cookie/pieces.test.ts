import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'cookie-es';
import fc from 'fast-check';
import { checkCookieOptions } from '../../src/cookie/options.ts';
import { type CookieCandidate, cookieCandidates, sentCookies } from '../../src/cookie/read.ts';
import { SessionCookie } from '../../src/cookie/session-cookie.ts';

const cookie = new SessionCookie(checkCookieOptions({ domain: 'example.com', priority: 'high' }));
const { name } = cookie;
const value = fc
	.nat({ max: cookie.capacity(4) - 1 })
	.map((length) => 'aB3-_'.repeat(length / 5 + 1).slice(0, length + 1));

function candidatesIn(header: string): readonly CookieCandidate[] {
	return cookieCandidates(sentCookies(header, name), 4);
}

/** The Cookie header of a browser that has taken these lines over what it had. */
function headerAfter(lines: readonly string[], header = ''): string {
	const jar = new Map(header === '' ? [] : header.split('; ').map((pair) => pair.split('=') as [string, string]));
	for (const line of lines) {
		const [pair = ''] = line.split('; ');
		const [key = '', text = ''] = pair.split('=');
		if (/; Max-Age=0(?:;|$)/.test(line)) jar.delete(key);
		else jar.set(key, text);
	}
	return [...jar].map(([key, text]) => `${key}=${text}`).join('; ');
}

test('a value that was cut into cookies is put together again, and no line is over 4096 octets', () => {
	fc.assert(
		fc.property(value, (text) => {
			const pieces = cookie.split(text);
			const lines = cookie.write(pieces, 400 * 86_400, sentCookies('', name));
			assert.ok(lines.every((line) => Buffer.byteLength(line) <= 4096));
			const [longest] = candidatesIn(headerAfter(lines));
			assert.deepEqual(longest, { value: text, pieces: pieces.length });
		}),
	);
});

test('a value that shrinks leaves no piece of the longer one behind, and one that is cleared leaves nothing', () => {
	fc.assert(
		fc.property(value, value, (before, after) => {
			const first = headerAfter(cookie.write(cookie.split(before), 60, sentCookies('', name)));
			const second = headerAfter(cookie.write(cookie.split(after), 60, sentCookies(first, name)), first);
			assert.equal(candidatesIn(second)[0]?.value, after);
			assert.equal(second.split('; ').length, cookie.split(after).length);
			assert.equal(headerAfter(cookie.clear(sentCookies(second, name)), second), '');
		}),
	);
});

test('the capacity of some cookies is what is cut into just as many', () => {
	for (const pieces of [1, 2, 3, 4]) {
		const text = 'x'.repeat(cookie.capacity(pieces));
		assert.equal(cookie.split(text).length, pieces);
		assert.equal(cookie.split(`${text}x`).length, pieces + 1);
	}
});

test('only cookies of exactly the name count, in the order they were sent, at most four', () => {
	const header = `x${name}=1; ${name}x=2; ${name}=3; ${name.toLowerCase()}=4; ${name}=; =${name}=5; ${name}=6; ${name}=7; ${name}=8; ${name}=9`;
	assert.deepEqual(sentCookies(header, name).values, ['3', '6', '7', '8']);
	assert.deepEqual(sentCookies('', name).values, []);
	assert.deepEqual(sentCookies(`other=${name}`, name).values, []);
});

test('of each of the three further pieces the first that was sent counts, and there are no others', () => {
	const sent = ['=a', '.1=b', '.1=c', '.0=d', '.4=e', '.9=f', '.10=g', '.=h', '.x=i', '.3=j'].map(
		(rest) => name + rest,
	);
	const { values, pieces } = sentCookies(sent.join('; '), name);
	assert.deepEqual(values, ['a']);
	assert.deepEqual(pieces, ['b', '', 'j']);
});

test('a value is put together of no more cookies than it may be cut into', () => {
	const header = ['=a', '.1=b', '.2=c', '.3=d'].map((rest) => name + rest).join('; ');
	assert.deepEqual(
		cookieCandidates(sentCookies(header, name), 2).map((candidate) => candidate.value),
		['ab', 'a'],
	);
});

const headerPart = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.constantFrom(name, `${name}.1`, `${name}.4=x`, '=', ';', ' ', '\t', '%', '__proto__'),
);

test('the values are those that a parser of cookies finds', () => {
	const decode = (text: string): string => text;
	fc.assert(
		fc.property(fc.array(headerPart, { maxLength: 12 }), (parts) => {
			const header = parts.join('');
			const found = parse(header, { allowMultiple: true, decode })[name] ?? [];
			const values = [found].flat().filter((text) => text !== '');
			const sent = sentCookies(header, name);
			assert.deepEqual(sent.values, values.slice(0, 4));
			const pieces = [1, 2, 3].map((index) => sentCookies(header, `${name}.${index}`).values[0] ?? '');
			assert.deepEqual(sent.pieces, pieces);
		}),
	);
});

test('no header is an exception, whatever a visitor sends', () => {
	fc.assert(
		fc.property(fc.array(headerPart, { maxLength: 12 }), (parts) => {
			const candidates = candidatesIn(parts.join(''));
			assert.ok(candidates.length <= 16 && candidates.every((candidate) => candidate.value !== ''));
		}),
	);
});
