import { GamanApp } from './app.ts';
import type { Block } from './types.ts';

/** Hands an application of this block to the callback, which is not waited for. What it throws rejects the promise. */
export async function defineBootstrap(mainBlock: Block, configure: (app: GamanApp) => unknown): Promise<void> {
	configure(new GamanApp(mainBlock));
}
