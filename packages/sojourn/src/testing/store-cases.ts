import type { StoreCase } from './store-case.ts';
import { abortCases } from './store-cases/abort.ts';
import { byteCases } from './store-cases/bytes.ts';
import { closeCases } from './store-cases/close.ts';
import { countCases } from './store-cases/count.ts';
import { createCases } from './store-cases/create.ts';
import { deleteCases } from './store-cases/delete.ts';
import { expiryCases } from './store-cases/expiry.ts';
import { keyCases } from './store-cases/keys.ts';
import { parallelCases } from './store-cases/parallel.ts';
import { parallelDeleteCases } from './store-cases/parallel-deletes.ts';
import { parallelSubjectCases } from './store-cases/parallel-subjects.ts';
import { purgeCases } from './store-cases/purge.ts';
import { removalCases } from './store-cases/removal.ts';
import { replaceCases } from './store-cases/replace.ts';
import { scanCases } from './store-cases/scan.ts';
import { subjectLimitCases } from './store-cases/subject-limit.ts';
import { subjectCases } from './store-cases/subjects.ts';
import { touchCases } from './store-cases/touch.ts';

/** The store contract, demand by demand. */
export const storeCases: readonly StoreCase[] = [
	...createCases,
	...byteCases,
	...keyCases,
	...expiryCases,
	...removalCases,
	...replaceCases,
	...touchCases,
	...deleteCases,
	...subjectCases,
	...subjectLimitCases,
	...purgeCases,
	...countCases,
	...scanCases,
	...parallelCases,
	...parallelDeleteCases,
	...parallelSubjectCases,
	...abortCases,
	...closeCases,
];
