import { findWrongText } from './check-text.ts';
import { CommandFailure, runCommand } from './command.ts';
import { findWrongDirections } from './directions/check.ts';
import { findWrongExports } from './exports.ts';

const checks: Readonly<Record<string, () => Promise<void>>> = {
	types: () => runCommand('tsc', ['-p', 'tsconfig.json']),
	lint: () => runCommand('biome', ['check', '--error-on-warnings', '.']),
	directions: () => expectNone(findWrongDirections()),
	exports: () => expectNone(findWrongExports()),
	text: () => expectNone(findWrongText()),
};

/** Runs the checks of these names, or all of them; each says what is wrong before the first failure ends the task. */
export async function check(names: readonly string[] = []): Promise<void> {
	const failed: string[] = [];
	for (const [name, run] of Object.entries(checks)) {
		if (names.length > 0 && !names.includes(name)) continue;
		try {
			await run();
			console.log(`✔ ${name}`);
		} catch (error) {
			if (!(error instanceof CommandFailure)) throw error;
			failed.push(name);
			console.log(`✖ ${name}`);
		}
	}
	if (failed.length > 0) throw new CommandFailure(`Wrong: ${failed.join(', ')}.`);
}

async function expectNone(search: Promise<readonly string[]>): Promise<void> {
	const findings = await search;
	for (const finding of findings) console.log(finding);
	if (findings.length > 0) throw new CommandFailure(`${findings.length} found`);
}
