import type { Driver } from './arguments.ts';
import type { DemoStore } from './stores/demo-store.ts';

const openers: Readonly<Record<Driver, (folder: string) => Promise<DemoStore>>> = {
	sql: async (folder) => (await import('./stores/sql.ts')).openSql(folder),
	cookies: async () => (await import('./stores/cookies.ts')).openCookies(),
	memory: async () => (await import('./stores/memory.ts')).openMemory(),
	file: async (folder) => (await import('./stores/file.ts')).openFile(folder),
	redis: async (folder) => (await import('./stores/redis.ts')).openRedis(folder),
};

/** Opens the store of a driver, and loads only what that one needs. */
export function openStore(driver: Driver, folder: string): Promise<DemoStore> {
	return openers[driver](folder);
}
