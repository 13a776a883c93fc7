import { type Html, html } from '../html.ts';

/** A whole document. */
export function layout(title: string, setup: Html, main: Html): Html {
	return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/base.css">
<link rel="stylesheet" href="/doings.css">
<link rel="stylesheet" href="/kept.css">
<script src="/demo.js" type="module"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the page</a>
<header class="top">
<a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28">sojourn</a>
<p class="setup">${setup}</p>
</header>
<main id="main" tabindex="-1">
${main}
</main>
</body>
</html>
`;
}
