import type { Context, Handler, NextResponse, Routes } from './types.ts';

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS']);

/** What the first handler that matches and does not pass answers. */
export async function answerOfRoutes(routes: Routes, ctx: Context, base: string): Promise<Awaited<NextResponse>> {
	for (const [path, entry] of Object.entries(routes)) {
		const result = await answerOfEntry(entry, ctx, joinPath(base, path));
		if (result) return result;
	}
	return undefined;
}

async function answerOfEntry(entry: Routes[string], ctx: Context, path: string): Promise<Awaited<NextResponse>> {
	if (isHandlers(entry)) return answerOfHandlers(entry, ctx, path);
	for (const [key, nested] of Object.entries(entry)) {
		const result = await answerOfNested(key, nested, ctx, path);
		if (result) return result;
	}
	return undefined;
}

async function answerOfNested(
	key: string,
	nested: Routes[string],
	ctx: Context,
	path: string,
): Promise<Awaited<NextResponse>> {
	if (!methods.has(key.toUpperCase())) return answerOfEntry(nested, ctx, joinPath(path, key));
	if (key.toUpperCase() !== ctx.request.method || !isHandlers(nested)) return undefined;
	return answerOfHandlers(nested, ctx, path);
}

async function answerOfHandlers(
	handlers: Handler | readonly Handler[],
	ctx: Context,
	path: string,
): Promise<Awaited<NextResponse>> {
	const parameters = match(path, ctx.request.pathname);
	if (parameters === null) return undefined;
	Object.assign(ctx.params, parameters);
	for (const handler of [handlers].flat()) {
		const result = await handler(ctx, () => undefined);
		if (result) return result;
	}
	return undefined;
}

function isHandlers(entry: Routes[string]): entry is Handler | readonly Handler[] {
	return typeof entry === 'function' || Array.isArray(entry);
}

function joinPath(base: string, path: string): string {
	return `/${base}/${path}`.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}

/** The parameters of a path such as `/user/:id`, or null where it does not match. */
function match(path: string, pathname: string): Record<string, string> | null {
	const pattern = path.replaceAll(/:([^/]+)/g, '(?<$1>[^/]+)').replaceAll('*', '.*');
	const groups = new RegExp(`^${pattern}$`).exec(pathname.replace(/(?<=.)\/$/, ''));
	return groups === null ? null : { ...groups.groups };
}
