import { createHash } from 'node:crypto';
import type { ReportParts } from './gather.ts';
import { headlineOf, type Headline } from './headline.ts';
import { html, ownMarkup, type Html } from './html.ts';
import { badge, shortName } from './marks.ts';
import { script } from './script.ts';
import { sectionHtml, type Section } from './section.ts';
import { sectionsOf } from './sections.ts';
import { stylesheet } from './stylesheet.ts';

/** CSP Level 3: the source `sha256-…` allows exactly the inline text with this digest. */
const allow = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Byte for byte what the policy allows: a formatter of templates must not come near it. */
const inline = (tag: 'script' | 'style', text: string) => ownMarkup(`<${tag}>${text}</${tag}>`);

/** Nothing is loaded and only our own script and style run, whatever text got into the page. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src ${allow(stylesheet)}`,
  `script-src ${allow(script)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The report as one file that needs nothing else. The same parts give the same bytes. */
export function reportPage(parts: ReportParts): string {
  const headline = headlineOf(parts);
  const sections = sectionsOf(parts);
  const title = `${headline.word}${headline.head === undefined ? '' : ` · ${headline.head.slice(0, 7)}`} · Interlock report`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${ownMarkup(contentSecurityPolicy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${inline('style', stylesheet)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the report</a>
        ${header()} ${contents(sections)}
        <main id="content" tabindex="-1">${banner(headline)} ${overview(sections)} ${sections.map(sectionHtml)}</main>
        <footer>
          <p>
            Written by Interlock’s publish-report. What comes from the change is shown as text; characters that have no
            looks of their own are shown as codes.
          </p>
        </footer>
        ${inline('script', script)}
      </body>
    </html> `.toString();
}

/** The choice of colours needs no script. */
function header(): Html {
  const choice = (value: string, word: string, checked: Html) =>
    html`<input type="radio" name="colours" id="colours-${value}" ${checked} /><label for="colours-${value}"
        >${word}</label
      >`;
  return html`<header>
    <p class="brand"><span class="signal" aria-hidden="true"></span>Interlock <span class="kind">report</span></p>
    <fieldset class="colours">
      <legend class="hidden">Colours</legend>
      ${choice('auto', 'auto', html` checked`)}${choice('light', 'light', html``)}${choice('dark', 'dark', html``)}
    </fieldset>
  </header>`;
}

function contents(sections: readonly Section[]): Html {
  return html`<nav aria-label="Parts of the report">
    <ul>
      ${sections.map(
        ({ id, title, tone }) =>
          html`<li>
            <a href="#${id}"><span class="dot ${tone}" aria-hidden="true"></span>${title}</a>
          </li>`,
      )}
    </ul>
  </nav>`;
}

function banner({ base, head, says, tone, word }: Headline): Html {
  return html`<div class="banner ${tone}">
    <h1>${badge(tone, word)}</h1>
    <p>${says}</p>
    <dl>
      <dt>head</dt>
      <dd>${head === undefined ? 'none, or more than one' : shortName(head)}</dd>
      <dt>base</dt>
      <dd>${base === undefined ? 'none, or more than one' : shortName(base)}</dd>
    </dl>
  </div>`;
}

function overview(sections: readonly Section[]): Html {
  return html`<ul class="overview" aria-label="Overview">
    ${sections.map(
      ({ id, summary, title, tone }) =>
        html`<li class="${tone}">
          <a href="#${id}">${title}</a>
          <p>${summary}</p>
        </li>`,
    )}
  </ul>`;
}
