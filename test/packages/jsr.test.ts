import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './support/pack.ts';

/** What `deno publish` would do, up to the point where it would ask JSR. */
function rehearse(flags: readonly string[] = []): { readonly status: number | null; readonly output: string } {
	const { status, stdout, stderr } = spawnSync('deno', ['publish', '--dry-run', '--allow-dirty', ...flags], {
		cwd: join(root, 'packages/sojourn'),
		env: { ...process.env, NO_COLOR: '1' },
		encoding: 'utf8',
		timeout: 50_000,
	});
	return { status, output: stdout + stderr };
}

test('the sources can be published on JSR, and nothing else would be', () => {
	// Declarations can be made of the whole interface but for what the next test names.
	const { status, output } = rehearse(['--allow-slow-types']);
	assert.equal(status, 0, output);
	assert.match(output, /Dry run complete/);
	const files = [...output.matchAll(/file:\/\/\S*\/packages\/sojourn\/(\S+)/g)].map(([, file = '']) => file);
	assert.ok(files.includes('src/index.ts'));
	assert.deepEqual(
		files.filter((file) => !/^(?:src\/.+\.ts|jsr\.json|LICENSE|README\.md)$/.test(file)),
		[],
	);
});

test('JSR can make the declarations by itself, but for what gives the requests of frameworks their session', () => {
	const { output } = rehearse();
	const problems = [...output.matchAll(/^error\[(.+?)\][\s\S]*?--> \S*\/packages\/sojourn\/(\S+?):/gm)];
	assert.deepEqual(
		problems.map(([, kind, file]) => [kind, file]),
		[
			['unsupported-ambient-module', 'src/adapters/node.ts'],
			['unsupported-ambient-module', 'src/adapters/oak.ts'],
		],
	);
});
