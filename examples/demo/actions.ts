import { changedBasket, goods } from './goods.ts';
import { type DemoAnswer, redirect, type Visit } from './http.ts';

/** What a form of the page does. */
type Action = (visit: Visit, fields: URLSearchParams) => Promise<DemoAnswer>;

/** The characters that a name may take. */
export const longestName = 40;

/** The forms of the page, by their path. */
export const actions: Readonly<Record<string, Action>> = {
	'/count': startCounting,
	'/sign-in': signIn,
	'/sign-out': signOut,
	'/basket/add': (visit, fields) => changeBasket(visit, fields, 1),
	'/basket/remove': (visit, fields) => changeBasket(visit, fields, -1),
	'/devices/end': endDevice,
	'/devices/end-others': endOtherDevices,
};

async function startCounting({ session }: Visit): Promise<DemoAnswer> {
	await session.set('visits', (await session.get('visits')) ?? 0);
	return redirect('/#counter');
}

/** A real application would ask for more than a name. */
async function signIn({ session }: Visit, fields: URLSearchParams): Promise<DemoAnswer> {
	const name = shortened((fields.get('name') ?? '').trim());
	if (name === '') return redirect('/#account');
	await session.set('name', name);
	await session.identify(name);
	await session.flash('notice', `Welcome, ${name}. Your session has a new id; the old one is dead.`);
	return redirect('/#account');
}

/** Half of a character at the end would be no name. */
function shortened(name: string): string {
	return [...name].slice(0, longestName).join('');
}

async function signOut({ session }: Visit): Promise<DemoAnswer> {
	await session.destroy();
	return redirect('/?signed-out');
}

async function changeBasket({ session }: Visit, fields: URLSearchParams, by: 1 | -1): Promise<DemoAnswer> {
	const good = goods.find(({ id }) => id === fields.get('good'));
	if (good === undefined) return redirect('/#basket');
	await session.update('basket', (basket) => changedBasket(basket, good.id, by));
	await session.flash('notice', `${good.name} ${by > 0 ? 'put into' : 'taken out of'} the basket.`);
	return redirect('/#basket');
}

async function endDevice({ session, sessions }: Visit, fields: URLSearchParams): Promise<DemoAnswer> {
	await session.load();
	const { subject } = session;
	if (subject === null) return redirect('/#devices');
	const ended = await sessions.revoke(fields.get('session') ?? '', { subject });
	await session.flash('notice', ended ? 'The other device is signed out.' : 'That session had ended already.');
	return redirect('/#devices');
}

async function endOtherDevices({ session, sessions }: Visit): Promise<DemoAnswer> {
	await session.load();
	const { subject } = session;
	if (subject === null) return redirect('/#devices');
	const count = await sessions.revokeAll(subject, { except: session.id });
	await session.flash('notice', `${count === 1 ? 'One other device is' : `${count} other devices are`} signed out.`);
	return redirect('/#devices');
}
