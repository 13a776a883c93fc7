import { Application, type ApplicationOptions, type Context, Router, type State } from '@oakserver/oak';
import { listen, type RunningOak } from '../../../../test/hosts/oak/listen.ts';
import { Browser } from '../../../sojourn/src/testing/browser.ts';

/** An application that runs until its test ends. */
export interface Running extends RunningOak {
	/** What was thrown and not caught, in its order. */
	readonly errors: readonly Error[];
	/** A browser that has never been there. */
	browser(): Browser;
}

/** Starts an application of Oak with the routes of a router. */
export async function start(
	build: (app: Application, router: Router) => void,
	options: Pick<ApplicationOptions<State, never>, 'contextState'> = {},
): Promise<Running> {
	const app = new Application({ ...options, logErrors: false });
	const router = new Router();
	build(app, router);
	app.use(router.routes(), router.allowedMethods());
	const errors: Error[] = [];
	app.addEventListener('error', ({ error }) => {
		errors.push(error);
	});
	const server = await listen(app);
	return { ...server, errors, browser: () => new Browser(server.url) };
}

/** Answers with what the session of the request holds. */
export async function show({ response, session }: Context): Promise<void> {
	response.body = await session.all();
}
