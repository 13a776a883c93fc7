// Run by Bun.

import { serve } from './bun-server.ts';
import { visitConstantAnswers } from './fetch-constant-answers.ts';

await visitConstantAnswers(serve);
console.log('done');
