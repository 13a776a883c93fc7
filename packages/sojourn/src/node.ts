export { type NodeHandler, type NodeMiddleware, nodeSession, nodeSessionErrors } from './adapters/node.ts';
