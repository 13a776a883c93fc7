// Loaded before a program of the document, which listens on port 8000 of every address: it listens on a free port of
// 127.0.0.1 instead, so that its lines can stay as they are, and many can run at once.
import assert from 'node:assert/strict';
import process from 'node:process';
import { Application } from '@oakserver/oak';

const { listen } = Application.prototype;

Application.prototype.listen = function listenOnFreePort(this: Application, options: unknown): Promise<void> {
	assert.deepEqual(options, { port: 8000 });
	return listen.call(this, { hostname: '127.0.0.1', port: Number(process.env.INSTEAD_OF_8000) });
};
