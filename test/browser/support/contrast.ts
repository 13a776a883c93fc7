import type { Page } from 'playwright-core';

/** Text that is harder to read than WCAG 2.2 allows at level AA (success criterion 1.4.3). */
export interface FaintText {
	readonly text: string;
	readonly ratio: number;
}

/** Finds all text of the page whose contrast is below 4.5 to 1. What cannot be used now is exempt. */
export function faintText(page: Page): Promise<FaintText[]> {
	return page.evaluate(() => {
		const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
		const luminance = (colour: string): number => {
			const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
				const part = channel / 255;
				return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
			});
			return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
		};
		const isOpaque = (colour: string): boolean => (channels(colour)[3] ?? 1) === 1;
		const backgroundOf = (element: Element | null): string => {
			if (element === null) return 'rgb(255, 255, 255)';
			const { backgroundColor } = getComputedStyle(element);
			return isOpaque(backgroundColor) ? backgroundColor : backgroundOf(element.parentElement);
		};
		const found: FaintText[] = [];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
			const element = node.parentElement;
			const text = node.textContent?.trim() ?? '';
			if (element === null || text === '' || element.closest(':disabled, script, noscript') !== null) continue;
			const [lighter = 0, darker = 0] = [getComputedStyle(element).color, backgroundOf(element)]
				.map(luminance)
				.toSorted((left, right) => right - left);
			const ratio = (lighter + 0.05) / (darker + 0.05);
			if (ratio < 4.5) found.push({ text, ratio });
		}
		return found;
	});
}
