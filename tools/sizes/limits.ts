/** Some built modules together, as a user's bundler takes them. */
export interface Portion {
	readonly name: string;
	/** The modules, from the root of the workspace. */
	readonly modules: readonly string[];
	/** Bytes that it should take at most, minified and compressed. */
	readonly aim: number;
	/** Bytes that it takes at most: more than the aim where that is not reached, and little more than it takes now. */
	readonly limit: number;
}

const aimOfAnEntry = 3000;

/** What is measured: the core with the least that a server needs, and everything that is added to it. */
export const portions: readonly Portion[] = [
	{
		name: '`sojourn` and `sojourn/memory`',
		modules: ['packages/sojourn/dist/index.js', 'packages/sojourn/dist/memory.js'],
		aim: 12_000,
		limit: 23_900,
	},
	ofSojourn('cookie'),
	ofSojourn('file', 4530),
	ofSojourn('memory'),
	ofSojourn('node'),
	ofSojourn('oak'),
	ofSojourn('redis', 4120),
	ofSojourn('sqlite'),
	added('@gaman/session', 'packages/gaman-session/dist/index.js'),
	added('oak_sessions', 'packages/oak-sessions/dist/mod.js'),
];

/** The modules that are for tests, whose size is of no matter. */
export const unmeasured: readonly string[] = ['packages/sojourn/dist/testing.js'];

function ofSojourn(name: string, limit?: number): Portion {
	return added(`sojourn/${name}`, `packages/sojourn/dist/${name}.js`, limit);
}

function added(name: string, module: string, limit: number = aimOfAnEntry): Portion {
	return { name: `\`${name}\``, modules: [module], aim: aimOfAnEntry, limit };
}
