import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const host = new URL('../../../../test/hosts/gaman/index.ts', import.meta.url).href;

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
	/** What is installed beside the package. */
	readonly packages?: readonly string[];
}

/** An application in a process and a folder of its own. */
export class Application {
	readonly folder: string;
	readonly #process: ChildProcess;
	#output = '';

	constructor(folder: string, child: ChildProcess) {
		this.folder = folder;
		this.#process = child;
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

	get isRunning(): boolean {
		return this.#process.exitCode === null && this.#process.signalCode === null;
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
		if (this.isRunning) await once(this.#process, 'close');
		return this.#process.exitCode;
	}

	/** Ends it, so that nothing in it can still be written down. */
	async kill(): Promise<void> {
		if (!this.isRunning) return;
		this.#process.kill('SIGKILL');
		await once(this.#process, 'close');
	}
}

/** Starts an application in an empty folder, which goes with the test. */
export async function startApplication(
	test: TestContext,
	source: ApplicationSource,
	options: ApplicationOptions = {},
): Promise<Application> {
	const folder = await mkdtemp(join(tmpdir(), 'gaman-session-'));
	test.after(() => rm(folder, { recursive: true, force: true }));
	await writeModules(folder, source);
	await installPackages(folder, options.packages ?? []);
	return runApplication(test, folder, options);
}

/** Starts the application that stands in a folder, another time too. */
export function runApplication(test: TestContext, folder: string, { env = {} }: ApplicationOptions = {}): Application {
	const { GAMAN_KEY: _, NODE_ENV: __, ...inherited } = process.env;
	const child = fork(join(folder, 'index.ts'), {
		cwd: folder,
		env: { ...inherited, ...env },
		execArgv: [],
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
		'bootstrap.ts': `import { defineBootstrap as bootstrap } from '${host}';
export const defineBootstrap = (mainBlock, configure) => bootstrap(mainBlock, async (app) => {
	configure(app);
	process.send(await app.listen());
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
async function installPackages(folder: string, others: readonly string[]): Promise<void> {
	for (const [name, source] of Object.entries({ '@gaman/session': 'gaman-session', sojourn: 'sojourn' })) {
		const target = join(folder, 'node_modules', name);
		for (const part of ['package.json', 'dist']) {
			await cp(join(root, 'packages', source, part), join(target, part), { recursive: true });
		}
	}
	for (const name of ['cookie-es', ...others]) {
		await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
	}
}
