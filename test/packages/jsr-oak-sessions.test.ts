import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readCommand } from '../../tools/command.ts';
import { root } from './support/pack.ts';

const workspace = await mkdtemp(join(tmpdir(), 'sojourn-jsr-'));
after(() => rm(workspace, { recursive: true }));

/** The sources as JSR would have them: those that oak_sessions needs stand in for what JSR does not have yet. */
async function writeWorkspace(): Promise<void> {
	const parts = ['jsr.json', 'LICENSE', 'README.md', 'mod.ts', 'src'];
	const members = ['sojourn', 'oak-sessions'];
	for (const member of members) {
		const from = join(root, 'packages', member);
		for (const part of parts) {
			if (part === 'mod.ts' && member === 'sojourn') continue;
			await cp(join(from, part), join(workspace, member, part), { recursive: true });
		}
	}
	await symlink(join(root, 'node_modules'), join(workspace, 'node_modules'));
	await writeFile(join(workspace, 'package.json'), '{}');
	await writeFile(join(workspace, 'deno.json'), JSON.stringify({ workspace: members.map((member) => `./${member}`) }));
}

test('the module of oak_sessions can be published on JSR beside sojourn, with declarations made of its sources', async () => {
	await writeWorkspace();
	const { code, output } = await readCommand(
		'deno',
		['publish', '--dry-run', '--allow-dirty', '--config', join(workspace, 'oak-sessions/jsr.json')],
		{ NO_COLOR: '1' },
	);
	assert.equal(code, 0, output);
	assert.match(output, /Dry run complete/);
	const files = [...output.matchAll(/file:\/\/\S*\/oak-sessions\/(\S+) \(/g)].map(([, file = '']) => file);
	assert.ok(files.includes('mod.ts'));
	assert.deepEqual(
		files.filter((file) => !/^(?:mod\.ts|src\/.+\.ts|jsr\.json|LICENSE|README\.md)$/.test(file)),
		[],
	);
});

test('on JSR oak_sessions takes the sojourn that it takes on npm', async () => {
	const read = async (file: string) => JSON.parse(await readFile(join(root, 'packages/oak-sessions', file), 'utf8'));
	const { dependencies } = await read('package.json');
	const { imports } = await read('jsr.json');
	assert.deepEqual(imports, {
		sojourn: `jsr:@sojourn/sojourn@${dependencies.sojourn}`,
		'sojourn/': `jsr:/@sojourn/sojourn@${dependencies.sojourn}/`,
	});
});
