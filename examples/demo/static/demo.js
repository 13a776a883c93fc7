// The page works without this file. It adds the button that opens the page twenty times at once.

const requests = 20;
const button = document.querySelector('#burst');
const result = document.querySelector('#burst-result');

if (button instanceof HTMLButtonElement && result !== null) {
	button.hidden = false;
	button.addEventListener('click', async () => {
		button.disabled = true;
		result.textContent = `${requests} requests are on their way.`;
		try {
			const pages = await Promise.all(Array.from({ length: requests }, openPage));
			result.textContent = sentence(pages.map(visitsOn));
			show(pages.reduce((latest, page) => (visitsOn(page) > visitsOn(latest) ? page : latest)));
		} catch (error) {
			result.textContent = error instanceof Error ? error.message : String(error);
		}
		button.disabled = false;
		button.focus();
	});
}

/** @returns {Promise<Document>} The page, as the server makes it now. */
async function openPage() {
	const response = await fetch('/', { cache: 'no-store' });
	if (!response.ok) throw new Error(`The server answered with ${response.status}.`);
	return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/**
 * @param {Document} page
 * @returns {number} Which visit it counted.
 */
function visitsOn(page) {
	return Number(page.querySelector('#visits')?.textContent);
}

/**
 * @param {number[]} counts What each request was told.
 * @returns {string}
 */
function sentence(counts) {
	const different = new Set(counts).size;
	const [first, last] = [Math.min(...counts), Math.max(...counts)];
	if (different === requests && last - first === requests - 1) {
		return `${requests} requests counted from ${first} to ${last}, every number once: none was lost.`;
	}
	return `${requests} requests moved the counter by only ${different}: between requests at the same time, a session in a cookie loses changes.`;
}

/**
 * Puts what a later page says of the session in place of what this one said.
 *
 * @param {Document} page
 */
function show(page) {
	for (const old of document.querySelectorAll('#visits, [data-kept]')) {
		const fresh = page.getElementById(old.id);
		if (fresh !== null) old.replaceWith(document.adoptNode(fresh));
	}
}
