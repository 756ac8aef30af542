import { html, type Html, type HtmlValue } from './html.ts';
import type { Tone } from './marks.ts';

/** A part of the report. `summary` says in a few words what is in it: beside its name, and in the overview. */
export interface Section {
  /** Of a fixed list: it becomes the address of the part. */
  readonly id: string;
  readonly title: string;
  readonly tone: Tone;
  readonly summary: string;
  readonly content: HtmlValue;
}

export function sectionHtml({ content, id, summary, title, tone }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <div class="section-head">
      <h2 id="${id}-title">${title}</h2>
      <p class="summary ${tone}">${summary}</p>
    </div>
    ${content}
  </section> `;
}
