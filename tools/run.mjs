// Runs a task of the workspace: `node tools/run.mjs <task> [arguments]`. Plain JavaScript without a dependency, because
// it is what a fresh clone starts on whatever Node the machine has; everything after it runs on the Node pinned in
// package.json.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const binaries = join(root, 'node_modules', '.bin');

installDependencies(root);

const task = spawn(join(binaries, 'node'), [join(root, 'tools', 'tasks.ts'), ...process.argv.slice(2)], {
	cwd: root,
	env: { ...process.env, PATH: [binaries, process.env.PATH].join(delimiter) },
	stdio: 'inherit',
});

// A terminal sends its interrupt to the task as well, which ends in its own way; this process only waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => task.kill('SIGTERM'));

task.on('error', (error) => {
	console.error(`The pinned Node did not start: ${error.message}`);
	process.exitCode = 1;
});
task.on('exit', (code, signal) => {
	process.exitCode = code ?? 128 + constants.signals[signal ?? 'SIGTERM'];
});
