export { destroyOakSession, oakSession } from './adapters/oak.ts';
export type { OakAnswer, OakContext, OakMiddleware, OakRequest, OakResponse } from './adapters/oak-context.ts';
