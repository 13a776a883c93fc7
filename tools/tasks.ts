// What `npm run <task>` does. Started by run.mjs, on the pinned Node, with everything installed.

import { runBenchmark } from './bench.ts';
import { build } from './build.ts';
import { check } from './check.ts';
import { CommandFailure, runCommand } from './command.ts';
import { writeExports } from './exports.ts';
import { installBenchmark } from './install.mjs';
import { provision } from './provision.ts';
import { sizesPage, writeSizes } from './sizes/table.ts';
import { runSoak, soakPage } from './soak.ts';
import { runTests } from './test.ts';

const tasks: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
	build,

	async check(names) {
		await build();
		await check(names);
	},

	async format() {
		await writeExports();
		await runCommand('biome', ['check', '--write', '.']);
	},

	async test(filters) {
		await build();
		await check();
		await runTests({ patterns: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'], filters });
	},

	async 'test:unit'(filters) {
		await build();
		// Without what needs a server, and what takes long: the programs of the documents, a million seals, folders of thousands.
		const except = /redis|document|million|file-(moves|purge)/;
		await runTests({ patterns: ['packages/*/test/**/*.test.ts'], filters, except, parallel: 3 });
	},

	async 'test:soak'(filters) {
		await build();
		await runSoak(filters);
		await runCommand('biome', ['format', '--write', soakPage]);
	},

	async sizes() {
		await build();
		await writeSizes();
		await runCommand('biome', ['format', '--write', sizesPage]);
	},

	async runtimes() {
		await runCommand('node', ['test/runtimes/write-table.ts']);
		await runCommand('biome', ['check', '--write', 'README.md']);
	},

	async bench(args) {
		await build();
		installBenchmark('.');
		await runCommand('tsc', ['-p', 'bench']);
		await runBenchmark(args);
		await runCommand('biome', ['format', '--write', 'docs/benchmark.md']);
	},

	async demo(args) {
		await build();
		if (/(?:^| )--driver[= ]redis(?: |$)/.test(args.join(' '))) await provision(['redis']);
		await runCommand('node', ['examples/demo/main.ts', ...args]);
	},
};

const [name = '', ...args] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) {
	console.error(`There is no task '${name}'. There are: ${Object.keys(tasks).join(', ')}.`);
	process.exitCode = 1;
} else {
	try {
		await task(args);
	} catch (error) {
		if (!(error instanceof CommandFailure)) throw error;
		console.error(error.message);
		process.exitCode = 1;
	}
}
