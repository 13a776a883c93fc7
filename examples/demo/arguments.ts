import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DemoFailure } from './failure.ts';

/** Where sessions can be kept. */
export const drivers = ['sql', 'cookies', 'memory', 'file', 'redis'] as const;
export type Driver = (typeof drivers)[number];

/** What can serve the demo. */
export const frameworks = ['node', 'gaman', 'oak'] as const;
export type Framework = (typeof frameworks)[number];

/** What the demo was asked for. */
export interface Settings {
	readonly driver: Driver;
	readonly framework: Framework;
	/** Where the demo keeps its secret and its sessions. */
	readonly folder: string;
	/** 0 stands for any that is free. */
	readonly port: number;
}

export const usage: string = `npm run demo -- [--driver <driver>] [--framework <framework>] [--folder <folder>]

  --driver     where sessions are kept: ${drivers.join(', ')} (default sql)
  --framework  what serves the page: ${frameworks.join(', ')} (default node)
  --folder     where the demo keeps its secret and its sessions (default examples/demo/data)

PORT        the port on 127.0.0.1 (default 3000)
REDIS_URL   for the driver redis: a Redis to use instead of one that the demo starts`;

/** Reads the arguments; null when they ask for help. Throws a {@link DemoFailure} that names what is wrong. */
export function readSettings(args: readonly string[], environment: NodeJS.ProcessEnv): Settings | null {
	const { driver, framework, folder, help } = parse(args);
	if (help) return null;
	return {
		driver: oneOf(drivers, '--driver', driver),
		framework: oneOf(frameworks, '--framework', framework),
		folder: folder ?? fileURLToPath(new URL('data', import.meta.url)),
		port: portOf(environment.PORT || '3000'),
	};
}

interface Parsed {
	readonly driver: string;
	readonly framework: string;
	readonly folder?: string;
	readonly help: boolean;
}

function parse(args: readonly string[]): Parsed {
	try {
		return parseArgs({
			args: [...args],
			options: {
				driver: { type: 'string', default: 'sql' },
				framework: { type: 'string', default: 'node' },
				folder: { type: 'string' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		}).values;
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		throw new DemoFailure(`${error.message}\n\n${usage}`);
	}
}

function oneOf<Choice extends string>(choices: readonly Choice[], option: string, value: string): Choice {
	const choice = choices.find((each) => each === value);
	if (choice !== undefined) return choice;
	throw new DemoFailure(`${option} ${value} is not there. Write ${option} ${choices.join(`, or ${option} `)}.`);
}

function portOf(text: string): number {
	const port = Number(text);
	if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
	throw new DemoFailure(`PORT=${text} is no port. Write PORT=3001 npm run demo.`);
}
