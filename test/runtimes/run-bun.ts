import { serve } from '../../packages/sojourn/test/adapters/bun-server.ts';
import { printOutcomes } from './suite.ts';
import { suitesForEverywhere } from './suites/everywhere.ts';
import { suitesWithNodeModules } from './suites/with-node-modules.ts';

const sqliteClients = ['node:sqlite', 'bun:sqlite', 'better-sqlite3', 'libsql', 'deno.land/x/sqlite (stand-in)'];

await printOutcomes([...suitesForEverywhere(serve), ...suitesWithNodeModules(sqliteClients)]);
