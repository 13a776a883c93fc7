import assert from 'node:assert/strict';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readCommand } from '../../tools/command.ts';
import { installedFolder } from './support/installed.ts';

// Two packages that ask for different versions give a program two copies, and so does a bundle beside what is installed.

const folder = await installedFolder([]);
after(() => rm(folder, { recursive: true }));
await cp(join(folder, 'node_modules/sojourn'), join(folder, 'node_modules/another'), { recursive: true });

/** Runs a program that has two copies, and answers what it prints as JSON. */
async function run(text: string): Promise<unknown> {
	const program = join(folder, 'program.mjs');
	const head = `
		import { createSessions, SojournError, UnsupportedValueError } from 'sojourn';
		import { memoryStore } from 'sojourn/memory';
		import * as another from 'another';
		const options = { store: memoryStore(), secret: 'a secret for tests, long enough to be one' };
		const errorOf = (promise) => promise.then(() => null, (error) => error);`;
	await writeFile(program, head + text);
	const { code, output } = await readCommand('node', [program]);
	assert.equal(code, 0, output);
	return JSON.parse(output);
}

test('the errors of one copy are those of the other, and of no class that extends them', async () => {
	const answers = await run(`
		class Own extends SojournError {}
		class OwnRefusal extends UnsupportedValueError {}
		const theirs = new another.SojournError('SOJOURN_CONFLICT', 'It failed.');
		const refusal = new another.UnsupportedValueError('', 'a function');
		const own = new Own('SOJOURN_CONFLICT', 'It failed.');
		console.log(JSON.stringify([
			[theirs instanceof SojournError, theirs instanceof Own, own instanceof Own, own instanceof another.SojournError],
			[refusal instanceof UnsupportedValueError, refusal instanceof OwnRefusal],
			[refusal, new Error('SojournError'), 'SojournError', null].map((other) => other instanceof SojournError),
		]));`);
	assert.deepEqual(answers, [
		[true, false, true, true],
		[true, false],
		[false, false, false, false],
	]);
});

test('what the serializer of another copy refuses is said with the path to it', async () => {
	const error = await run(`
		const sessions = createSessions({ ...options, serializer: another.createSerializer() });
		const { code, message } = await errorOf(sessions.open(null).set('friends', [() => 1]));
		console.log(JSON.stringify({ code, message }));`);
	assert.deepEqual(error, {
		code: 'SOJOURN_VALUE_UNSUPPORTED',
		message: 'What stands at [0] cannot be stored: it is a function.',
	});
});

test('an adapter of another copy answers a session that was ended meanwhile with 409', async () => {
	const statuses = await run(`
		import { once } from 'node:events';
		import { createServer } from 'node:http';
		import { nodeSession } from 'another/node';
		const sessions = createSessions(options);
		const server = createServer(nodeSession(sessions, async (request, response, session) => {
			await session.set('visits', 1);
			if (request.url === '/ended') await sessions.revokeAll('ann');
			else await session.identify('ann');
			response.end();
		}));
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const address = 'http://127.0.0.1:' + server.address().port;
		const first = await fetch(address);
		const cookie = first.headers.getSetCookie()[0].split(';', 1)[0];
		const second = await fetch(address + '/ended', { headers: { cookie } });
		server.close();
		server.closeAllConnections();
		console.log(JSON.stringify([first.status, second.status]));`);
	assert.deepEqual(statuses, [200, 409]);
});

test('a session of another copy is refused by a manager, which says why', async () => {
	const error = await run(`
		const session = another.createSessions(options).open(null);
		const { name, message } = await errorOf(createSessions(options).commit(session, new Headers()));
		console.log(JSON.stringify({ name, message }));`);
	assert.deepEqual(error, {
		name: 'TypeError',
		message: 'A manager takes sessions that it has opened, not those of another copy of sojourn.',
	});
});
