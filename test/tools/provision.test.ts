import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const provision = pathToFileURL(join(import.meta.dirname, '..', '..', 'tools', 'provision.ts')).href;
const emptyFolder = mkdtempSync(join(tmpdir(), 'sojourn-provision-'));
after(() => rmSync(emptyFolder, { recursive: true }));

/** Asks for Redis and Chromium on a machine that has no program at all. */
function provisionWithoutPrograms(environment: Readonly<Record<string, string>>): {
	code: number | null;
	lines: string[];
} {
	const script = `import { provision } from '${provision}';
		console.log(JSON.stringify(await provision(['redis', 'chromium'])));`;
	const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
		env: { PATH: emptyFolder, ...environment },
		encoding: 'utf8',
	});
	return { code: status, lines: stdout.trimEnd().split('\n') };
}

test('a program that is missing and cannot be installed is said in one line', () => {
	assert.deepEqual(provisionWithoutPrograms({}), {
		code: 0,
		lines: [
			'redis-server is missing and cannot be installed: this is no Debian (REDIS_URL can name one that runs elsewhere)',
			'chromium is missing and cannot be installed: this is no Debian',
			'["redis","chromium"]',
		],
	});
});

test('it is a failure where CI is set', () => {
	assert.equal(provisionWithoutPrograms({ CI: 'true' }).code, 1);
});

test('an address in the environment is used instead', () => {
	const { lines } = provisionWithoutPrograms({ REDIS_URL: 'redis://127.0.0.1:6379' });
	assert.equal(lines.at(-1), '["chromium"]');
});
