import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const strong = 'a strong secret of more than 32 characters';
const older = 'an older secret of more than 32 characters';

/**
 * Runs a program in a process of its own, because the environment is a process's, and a warning is given once.
 * `result` is what it printed, or the error's code and message.
 */
function run(
	program: string,
	environment: Readonly<Record<string, string>> = {},
): { result: string; warnings: string } {
	const index = new URL('../../src/index.ts', import.meta.url).href;
	const memory = new URL('../../src/stores/memory.ts', import.meta.url).href;
	const script = `
		import { createSessions } from '${index}';
		import { memoryStore } from '${memory}';
		const store = memoryStore({ sealed: true });
		try {
			${program}
		} catch (error) {
			console.log(error.code ?? error.name, error.message);
		}`;
	const { SOJOURN_SECRET, SOJOURN_SECRET_PREVIOUS, NODE_ENV, ...rest } = process.env;
	const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
		env: { ...rest, ...environment },
		encoding: 'utf8',
	});
	return { result: stdout.trim(), warnings: stderr };
}

const make = (options: string): string => `createSessions({ store, ${options} }); console.log('started')`;

test('without a secret a manager does not start, and says how to make one', () => {
	for (const environment of [{}, { SOJOURN_SECRET: '' }, { SOJOURN_SECRET: '  ' }]) {
		const { result } = run(make(''), environment);
		assert.match(result, /^SOJOURN_SECRET_MISSING .*SOJOURN_SECRET.*randomBytes\(32\)/);
	}
});

test('an empty or blank secret in the list is refused', () => {
	for (const secret of ["''", "' '", `['${strong}', '']`]) {
		assert.match(run(make(`secret: ${secret}`)).result, /^SOJOURN_SECRET_WEAK .*randomBytes/);
	}
	assert.match(run(make('secret: []')).result, /^SOJOURN_SECRET_MISSING/);
});

test('a short secret works in development with one warning, and is refused in production with the command for a good one', () => {
	const program = `${make("secret: 'your-secret-key'")}; createSessions({ store, secret: 'your-secret-key' })`;
	const { result, warnings } = run(program);
	assert.equal(result, 'started');
	assert.equal(warnings.match(/SOJOURN_SECRET_WEAK/g)?.length, 1);
	assert.doesNotMatch(warnings, /your-secret-key/);
	const refused = run(program, { NODE_ENV: 'production' }).result;
	assert.match(refused, /^SOJOURN_SECRET_WEAK .*randomBytes\(32\)/);
	assert.doesNotMatch(refused, /your-secret-key/);
});

test('SOJOURN_SECRET is used where no secret is passed, and the lines of SOJOURN_SECRET_PREVIOUS still open', () => {
	const program = `
		const before = createSessions({ store, secret: '${older}' });
		const session = before.open(null);
		await session.set('user', 'ann');
		const headers = new Headers();
		await before.commit(session, headers);
		const cookie = headers.getSetCookie()[0].split(';', 1)[0];
		const after = createSessions({ store });
		const again = after.open(cookie);
		await again.set('seen', true);
		const renewed = new Headers();
		await after.commit(again, renewed);
		const newest = createSessions({ store, secret: '${strong}' });
		const moved = newest.open(String(renewed.getSetCookie()[0]).split(';', 1)[0]);
		console.log(await again.get('user'), await moved.get('user'), await newest.open(cookie).get('user'));
		await before.close(); await after.close(); await newest.close();`;
	const { result } = run(program, { SOJOURN_SECRET: strong, SOJOURN_SECRET_PREVIOUS: `${older}\n\n` });
	assert.equal(result, 'ann ann null');
});

test('a line break at the end of SOJOURN_SECRET is no part of it, so that it stays the same among the previous ones', () => {
	const program = `
		const before = createSessions({ store });
		const session = before.open(null);
		await session.set('user', 'ann');
		const headers = new Headers();
		await before.commit(session, headers);
		const cookie = headers.getSetCookie()[0].split(';', 1)[0];
		process.env.SOJOURN_SECRET_PREVIOUS = process.env.SOJOURN_SECRET;
		process.env.SOJOURN_SECRET = '${strong}';
		const after = createSessions({ store });
		console.log(await after.open(cookie).get('user'));
		await before.close(); await after.close();`;
	for (const end of ['\n', '\r\n']) assert.equal(run(program, { SOJOURN_SECRET: `${older}${end}` }).result, 'ann');
});

test('secret: false runs without a secret, and a forged cookie still opens nothing', () => {
	const program = `
		const sessions = createSessions({ store, secret: false });
		const session = sessions.open(null);
		await session.set('user', 'ann');
		const headers = new Headers();
		await sessions.commit(session, headers);
		const cookie = headers.getSetCookie()[0].split(';', 1)[0];
		const other = createSessions({ store: memoryStore(), secret: false });
		const forged = other.open(null);
		await forged.set('user', 'eve');
		const foreign = new Headers();
		await other.commit(forged, foreign);
		const foreignCookie = foreign.getSetCookie()[0].split(';', 1)[0];
		console.log(await sessions.open(cookie).get('user'), await sessions.open(foreignCookie).get('user'));
		await sessions.close(); await other.close();`;
	assert.equal(run(program).result, 'ann null');
});

test('one secret listed twice is refused', () => {
	assert.match(run(make(`secret: ['${strong}', '${strong}']`)).result, /^TypeError .*secret/);
});
