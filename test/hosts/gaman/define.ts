import type { Block, BlockDefinition, Handler, IntegrationFactory, RoutesFactory } from './types.ts';

const marks = {
	block: Symbol.for('gaman.isBlock'),
	middleware: Symbol.for('gaman.isMiddleware'),
	integration: Symbol.for('gaman.isIntegrationFactory'),
} as const;

/** Whether something in a block's `includes` carries the mark of its kind. */
export function isMarked(kind: keyof typeof marks, included: object): boolean {
	return Reflect.get(included, marks[kind]) === true;
}

export function defineRoutes(factory: RoutesFactory): RoutesFactory {
	return factory;
}

export function defineBlock({ path = '/', routes = [], ...rest }: BlockDefinition): Block {
	const block: Block = { ...rest, path, routes: Object.assign({}, ...routes.map((factory) => factory({}))) };
	return Object.assign(block, { [marks.block]: true });
}

export function defineMiddleware(handler: Handler): Handler {
	return Object.assign(handler, { [marks.middleware]: true });
}

export function defineIntegration(factory: IntegrationFactory): IntegrationFactory {
	return Object.assign(factory, { [marks.integration]: true });
}
