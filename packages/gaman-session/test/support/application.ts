import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { folderOf } from './folder.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const host = join(root, 'test/hosts/gaman/index.ts');

/** The source text of an application's modules, without their imports. */
export interface ApplicationSource {
	/** What registers the integration. It can use `defineBootstrap`, `mainBlock` and, where it does not import it, `session`. */
	readonly index: string;
	/** What exports the routes as default. It can use `defineRoutes` and `Response`. */
	readonly routes: string;
}

export interface ApplicationOptions {
	/** Variables of the environment; one that is undefined is left out. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** The Redis that the application finds at the document's address. Without one, the package `redis` is not installed. */
	readonly redis?: string;
	/** Options of the program `node`. */
	readonly node?: readonly string[];
}

/** An application in a process and a folder of its own. */
export class Application {
	readonly folder: string;
	readonly #process: ChildProcess;
	readonly #closed: Promise<unknown>;
	#output = '';

	constructor(folder: string, child: ChildProcess) {
		this.folder = folder;
		this.#process = child;
		this.#closed = once(child, 'close');
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => {
				this.#output += text;
			});
		}
	}

	/** What it has printed so far. */
	get output(): string {
		return this.#output;
	}

	/** Waits until it has printed this. */
	async says(pattern: RegExp): Promise<void> {
		const streams = [this.#process.stdout, this.#process.stderr].filter((stream) => stream !== null);
		while (!pattern.test(this.#output)) await Promise.race(streams.map((stream) => once(stream, 'data')));
	}

	/** The address that it serves. Throws with what it printed if it ends instead. */
	async address(): Promise<string> {
		const ended = this.ended().then((code) => {
			throw new Error(`The application ended with ${code}:\n${this.#output}`);
		});
		const [address] = await Promise.race([once(this.#process, 'message'), ended]);
		return String(address);
	}

	/** Waits until it ends by itself; answers its exit code. */
	async ended(): Promise<number | null> {
		await this.#closed;
		return this.#process.exitCode;
	}

	/** Ends it, so that nothing in it can still be written down. */
	async kill(): Promise<void> {
		this.#process.kill('SIGKILL');
		await this.#closed;
	}
}

/** Starts an application in an empty folder, which goes with the test. */
export async function startApplication(
	test: TestContext,
	source: ApplicationSource,
	options: ApplicationOptions = {},
): Promise<Application> {
	const folder = await writeApplication(test, source);
	if (options.redis !== undefined) await installRedis(folder, options.redis);
	return runApplication(test, folder, options);
}

/** Writes an application into an empty folder, and installs the package there. */
export async function writeApplication(test: TestContext, source: ApplicationSource): Promise<string> {
	const folder = await folderOf(test);
	await writeModules(folder, source);
	await installPackages(folder);
	return folder;
}

/** Starts the application that stands in a folder, another time too. */
export function runApplication(
	test: TestContext,
	folder: string,
	{ env = {}, node = [] }: ApplicationOptions = {},
): Application {
	const { GAMAN_KEY: _, NODE_ENV: __, ...inherited } = process.env;
	const child = fork(join(folder, 'index.ts'), {
		cwd: folder,
		env: { ...inherited, ...env },
		execArgv: [...node],
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	const application = new Application(folder, child);
	test.after(() => application.kill());
	return application;
}

async function writeModules(folder: string, { index, routes }: ApplicationSource): Promise<void> {
	const modules = {
		'package.json': '{ "type": "module" }',
		'example.routes.ts': `import { defineRoutes, Response } from '${host}';\n${routes}\n`,
		'main.block.ts': `import { defineBlock } from '${host}';
import routes from './example.routes.ts';
export default defineBlock({ path: '/', routes: [routes] });
`,
		'bootstrap.ts': `import { type Block, defineBootstrap as bootstrap, type GamanApp } from '${host}';
export const defineBootstrap = (mainBlock: Block, configure: (app: GamanApp) => unknown): Promise<void> =>
	bootstrap(mainBlock, async (app) => {
		configure(app);
		process.send?.(await app.listen());
	});
`,
		'index.ts': `import { defineBootstrap } from './bootstrap.ts';
import mainBlock from './main.block.ts';
${/\bimport \{ session \}/.test(index) ? '' : "import { session } from '@gaman/session';\n"}${index}
`,
	};
	for (const [name, text] of Object.entries(modules)) await writeFile(join(folder, name), text);
}

/** Copies what `npm install @gaman/session` installs, so that packages of the workspace are found only where they are named. */
async function installPackages(folder: string): Promise<void> {
	for (const [name, source] of Object.entries({ '@gaman/session': 'gaman-session', sojourn: 'sojourn' })) {
		const target = join(folder, 'node_modules', name);
		for (const part of ['package.json', 'dist']) {
			await cp(join(root, 'packages', source, part), join(target, part), { recursive: true });
		}
	}
	await symlink(join(root, 'node_modules/cookie-es'), join(folder, 'node_modules/cookie-es'));
}

/** Installs the package `redis`, which goes to another Redis where it is given the document's address, and only there. */
async function installRedis(folder: string, url: string): Promise<void> {
	const target = join(folder, 'node_modules/redis');
	await mkdir(target);
	await writeFile(join(target, 'package.json'), '{ "name": "redis", "type": "module", "exports": "./index.js" }');
	const real = JSON.stringify(import.meta.resolve('redis'));
	const source = `import * as redis from ${real};
export const createClient = (options) => {
	if (options.url !== 'redis://localhost:6379') throw new Error('This is not the address of the document.');
	return redis.createClient({ ...options, url: ${JSON.stringify(url)} });
};
`;
	await writeFile(join(target, 'index.js'), source);
}
