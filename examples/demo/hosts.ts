import type { SessionStore } from 'sojourn';
import type { Framework } from './arguments.ts';
import type { Application } from './http.ts';

/** What a framework is given to serve. */
export interface HostOptions {
	readonly application: Application;
	readonly store: SessionStore;
	readonly secret: string;
	readonly port: number;
}

/** A framework that serves the demo on 127.0.0.1. */
export interface Host {
	/** Takes no further requests, and closes the store. */
	close(): Promise<void>;
}

const starters: Readonly<Record<Framework, (options: HostOptions) => Promise<Host>>> = {
	node: async (options) => (await import('./hosts/node.ts')).startNode(options),
	gaman: async (options) => (await import('./hosts/gaman.ts')).startGaman(options),
	oak: async (options) => (await import('./hosts/oak.ts')).startOak(options),
};

/** Starts a framework, and loads only that one. */
export function startHost(framework: Framework, options: HostOptions): Promise<Host> {
	return starters[framework](options);
}
