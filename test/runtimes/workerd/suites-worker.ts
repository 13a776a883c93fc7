import type { Serve } from '../../../packages/sojourn/test/adapters/fetch-application.ts';
import { runSuite } from '../suite.ts';
import { suitesForEverywhere } from '../suites/everywhere.ts';

let application: (request: Request) => Promise<Response>;

const serve: Serve = async (answer) => {
	application = answer;
	return { url: 'http://application.test', close() {} };
};

const suites = suitesForEverywhere(serve);

export default {
	/** Runs the suite whose number is the path, or is the application that a suite serves. */
	async fetch(request: Request): Promise<Response> {
		const { hostname, pathname } = new URL(request.url);
		if (hostname === 'application.test') return application(request);
		const suite = suites[Number(pathname.slice(1))];
		return suite === undefined ? new Response(null, { status: 404 }) : Response.json(await runSuite(suite));
	},
};
