// The one place of the core that looks beyond the Web's globals, and it does so only when called.

interface ProcessLike {
	readonly env?: Readonly<Record<string, string | undefined>>;
	emitWarning?(message: string, options: { readonly type: string; readonly code: string }): void;
}

interface DenoLike {
	readonly permissions?: {
		querySync?(what: { readonly name: 'env'; readonly variable: string }): { readonly state: string };
	};
	unrefTimer?(timer: number): void;
}

function processLike(): ProcessLike | undefined {
	return (globalThis as { readonly process?: ProcessLike }).process;
}

function denoLike(): DenoLike | undefined {
	return (globalThis as { readonly Deno?: DenoLike }).Deno;
}

/** An environment variable. On Deno, one that may not be read counts as not set, and nobody is asked whether it may. */
export function environmentVariable(name: string): string | undefined {
	const permission = denoLike()?.permissions?.querySync?.({ name: 'env', variable: name });
	if (permission !== undefined && permission.state !== 'granted') return undefined;
	return processLike()?.env?.[name];
}

/** Whether the server says that visitors depend on it. */
export function isProduction(): boolean {
	return environmentVariable('NODE_ENV') === 'production';
}

/** Whether this is Bun, which forgets the type of a text when the response is asked for its body. */
export function isBun(): boolean {
	return 'Bun' in globalThis;
}

/** Whether this is a Worker of Cloudflare's, which may offer what Node does without doing the same. */
function isWorker(): boolean {
	return globalThis.navigator?.userAgent === 'Cloudflare-Workers';
}

const warned = new Set<string>();

/** Says something to whoever runs the server, once for each code and process. */
export function warnOnce(code: string, message: string): void {
	if (warned.has(code)) return;
	warned.add(code);
	const process = processLike();
	// Workers have this function too, and show nobody what it is given.
	if (process?.emitWarning !== undefined && !isWorker()) process.emitWarning(message, { type: 'SojournWarning', code });
	else console.warn(`(${code}) ${message}`);
}

/** An interval that lets the process end and outlives the request that starts it, or null where the runtime has none. */
export function startQuietInterval(run: () => void, milliseconds: number): { stop(): void } | null {
	// There a timer ends with the request that started it.
	if (isWorker()) return null;
	const timer: unknown = setInterval(run, milliseconds);
	const stop = (): void => clearInterval(timer as number);
	const deno = denoLike();
	if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function') {
		timer.unref();
	} else if (typeof timer === 'number' && deno?.unrefTimer !== undefined) {
		deno.unrefTimer(timer);
	} else {
		stop();
		return null;
	}
	return { stop };
}
