// A small host that does to integrations what GamanJS 1.0.18 does, whose packages are on no registry any more. Written
// from what was read off its public source (repository 7TogkID/gaman) and measured on it; nothing of it is copied.

export type { GamanApp } from './app.ts';
export { defineBootstrap } from './bootstrap.ts';
export { defineBlock, defineIntegration, defineMiddleware, defineRoutes } from './define.ts';
export { HttpException } from './http-exception.ts';
export { Response, type ResponseOptions } from './response.ts';
export type { Block, BlockDefinition, Context, Handler, Integration, IntegrationFactory, Routes } from './types.ts';
