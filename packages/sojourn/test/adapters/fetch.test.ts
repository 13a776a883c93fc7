import { test } from 'node:test';
import { memoryStore } from '../../src/stores/memory.ts';
import { testAdapter } from '../../src/testing/adapter.ts';
import { fetchSubject } from './fetch-application.ts';
import { serveOnNode } from './fetch-server.ts';

testAdapter(test, fetchSubject(serveOnNode), memoryStore);
