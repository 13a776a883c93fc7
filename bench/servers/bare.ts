// node:http without sessions: what every other server of node:http is compared with.

import { createServer } from 'node:http';
import { nothingAsked } from '../kinds.ts';
import { newUser } from '../user.ts';
import { answer, serve } from './serve.ts';

serve(
	createServer((request, response) => answer(response, request.url === '/untouched' ? nothingAsked : newUser.name)),
);
