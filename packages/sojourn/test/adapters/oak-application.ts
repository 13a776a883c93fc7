import { Application } from '@oakserver/oak';
import { listen } from '../../../../test/hosts/oak/listen.ts';
import { oakSession } from '../../src/adapters/oak.ts';
import type { Session, UntypedData } from '../../src/index.ts';
import type { AdapterSubject } from '../../src/testing/adapter.ts';

/** An application of Oak that meets the middleware twice in each request. */
export const oakSubject: AdapterSubject = {
	name: 'Oak',
	start(sessions, handler) {
		const app = new Application({ logErrors: false });
		app.use(oakSession(sessions), oakSession(sessions), async ({ request, response, session }) => {
			const { pathname } = request.url;
			const { status = 200, headers = {}, body } = await handler(pathname, session as Session<UntypedData>);
			response.status = status;
			for (const [name, value] of Object.entries(headers)) response.headers.append(name, value);
			response.body = body ?? '';
		});
		return listen(app);
	},
};
