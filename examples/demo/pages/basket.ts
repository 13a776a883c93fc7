import { type Good, goods, mostOfOne } from '../goods.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { codeLine } from './parts.ts';

/** The basket. */
export function basketCard({ session }: View): Html {
	const basket: ReadonlyMap<string, number> = session?.basket ?? new Map();
	const total = goods.reduce((sum, { id, price }) => sum + price * (basket.get(id) ?? 0), 0);
	return html`<section class="card" id="basket" aria-labelledby="basket-title">
<h2 id="basket-title">Basket</h2>
<ul class="rows">${goods.map((good) => goodRow(good, basket.get(good.id) ?? 0))}
</ul>
<p class="total">Together <b>${total} €</b></p>
${codeLine("await session.update('basket', (basket) => add(basket, lamp))")}
</section>`;
}

function goodRow({ id, name, price }: Good, count: number): Html {
	return html`
<li>
<form class="line spread" method="post" action="/basket/add">
<input type="hidden" name="good" value="${id}">
<span><span class="name">${name}</span> <span class="quiet">${price} €</span></span>
<span class="stepper">
<button class="step" formaction="/basket/remove" aria-label="Take out: ${name}"${disabled(count === 0)}>−</button>
<span class="quantity"><span class="unseen">In the basket: </span>${count}</span>
<button class="step" aria-label="Put in: ${name}"${disabled(count === mostOfOne)}>+</button>
</span>
</form>
</li>`;
}

function disabled(isDisabled: boolean): Html | null {
	return isDisabled ? html` disabled` : null;
}
