import type { AdapterCase } from './adapter-case.ts';
import { answerCases } from './adapter-cases/answers.ts';
import { failureCases } from './adapter-cases/failures.ts';
import { headerCases } from './adapter-cases/headers.ts';
import { parallelCases } from './adapter-cases/parallel.ts';

/** Everything an adapter has to do, seen from outside. */
export const adapterCases: readonly AdapterCase[] = [...answerCases, ...failureCases, ...headerCases, ...parallelCases];
