import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readCommand } from '../../tools/command.ts';
import { packages } from '../../tools/packages.ts';
import { installedFolder } from './support/installed.ts';
import { root } from './support/pack.ts';

const folder = await installedFolder(['@oakserver/oak', '@types/node', 'undici-types']);
after(() => rm(folder, { recursive: true }));

const subpaths = (await Promise.all(packages.map((each) => subpathsOf(each.folder)))).flat();

const nodes = {
	'Node 22': join(root, 'test/runtimes/node-22/node_modules/.bin/node'),
	'Node 24': join(root, 'node_modules/.bin/node'),
	'Node 26': join(root, 'test/runtimes/node-26/node_modules/.bin/node'),
};

const others = {
	'Deno, by import': ['deno', 'run', '--quiet', '--allow-all'],
	'Bun, by import': ['bun', 'run'],
	'Node, by import': ['node'],
};

/** Every specifier that a package is imported by. */
async function subpathsOf(source: string): Promise<string[]> {
	const { name, exports } = JSON.parse(await readFile(`${root}${source}/package.json`, 'utf8'));
	return Object.keys(exports).map((subpath) => join(name, subpath));
}

async function write(name: string, text: string): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, text);
	return path;
}

/** Runs a program there and answers the one line that it prints. */
async function run([command = '', ...args]: readonly string[], program: string): Promise<string> {
	const { code, output } = await readCommand(command, [...args, program], { NODE_NO_WARNINGS: '1' });
	assert.equal(code, 0, output);
	return output.trim();
}

function importsOf(specifiers: readonly string[]): string {
	return specifiers.map((specifier) => `import '${specifier}';`).join('\n');
}

/** Compiles a program there, and the declarations of all that it imports. */
async function compile(program: string, options: object): Promise<void> {
	const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2023', ...options };
	const project = await write(`${program}.json`, JSON.stringify({ compilerOptions, files: [program] }));
	await run(['tsc', '--pretty', 'false', '--project'], project);
}

for (const [name, node] of Object.entries(nodes)) {
	test(`a program in CommonJS has every subpath by require on ${name}, and keeps a session`, async () => {
		const program = await write(
			'required.cjs',
			`for (const subpath of ${JSON.stringify(subpaths)}) require(subpath);
			const { createSessions } = require('sojourn');
			const { memoryStore } = require('sojourn/memory');
			const sessions = createSessions({ store: memoryStore(), secret: 'a secret for tests, long enough to be one' });
			const visit = sessions.handle(async (request, session) => {
				return new Response(String(await session.update('visits', (visits) => (visits ?? 0) + 1)));
			});
			visit(new Request('https://example.test/'))
				.then(({ headers }) => new Request('https://example.test/', { headers: { cookie: headers.get('set-cookie').split(';')[0] } }))
				.then(visit)
				.then((answer) => answer.text())
				.then(console.log);`,
		);
		assert.equal(await run([node], program), '2');
	});
}

for (const [name, command] of Object.entries(others)) {
	test(`every subpath is there on ${name}`, async () => {
		const program = await write('imported.mjs', `${importsOf(subpaths)}\nconsole.log('imported');`);
		assert.equal(await run(command, program), 'imported');
	});
}

const adapters = ['sojourn/node', 'sojourn/oak', 'oak_sessions'];
const withoutAdapters = subpaths.filter((subpath) => !adapters.includes(subpath));

const declarations = [
	{
		name: 'with those of Node and of Oak beside them',
		imported: subpaths,
		compilerOptions: { types: ['node'], lib: ['ES2024', 'DOM', 'DOM.Iterable', 'ESNext.Disposable'] },
	},
	{
		name: 'with those of Node in place of those of the DOM',
		imported: [...withoutAdapters, 'sojourn/node'],
		compilerOptions: { types: ['node'], lib: ['ES2022'] },
	},
	{
		name: 'without those of Node, but for the adapters that name them',
		imported: withoutAdapters,
		compilerOptions: { types: [], lib: ['ES2022', 'DOM'] },
	},
];

for (const [index, { name, imported, compilerOptions }] of declarations.entries()) {
	test(`the declarations compile by themselves, ${name}`, async () => {
		await write(`every-${index}.ts`, importsOf(imported));
		await compile(`every-${index}.ts`, compilerOptions);
	});
}

test('the declarations compile on Deno', async () => {
	await run(['deno', 'check'], await write('every.ts', importsOf(subpaths)));
});

test('a key that a session does not have is refused by the compiler with those that it has', async () => {
	await write(
		'wrong-key.ts',
		`import type { Session } from 'sojourn';
		declare const session: Session<{ user: { id: number }; visits: number }>;
		await session.get('usr');`,
	);
	await assert.rejects(
		compile('wrong-key.ts', { types: [], lib: ['ES2022', 'DOM'] }),
		/'"usr"' .+ '"user" \| "visits"'/,
	);
});
