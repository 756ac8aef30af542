import { html, type Html } from './html.ts';

export type Tone = 'good' | 'attention' | 'bad' | 'plain';

const signs = { good: '✓', attention: '!', bad: '✕', plain: '–' } as const;

/** A word with a sign and a colour: whoever does not see colours reads the same. */
export function badge(tone: Tone, word: string): Html {
  return html`<span class="badge ${tone}"><span class="sign" aria-hidden="true">${signs[tone]}</span>${word}</span>`;
}

export function code(text: string): Html {
  return html`<code>${text}</code>`;
}

/** The first characters of a digest or an object name; the whole of it is read out and copied. */
export function shortName(text: string): Html {
  const [scheme, hex] = text.startsWith('sha256:') ? ['sha256:', text.slice('sha256:'.length)] : ['', text];
  if (!/^[0-9a-f]{40,64}$/.test(hex)) return code(text);
  return html`<code class="digest">${scheme}${hex.slice(0, 12)}<span class="rest">${hex.slice(12)}</span></code>`;
}

const runAddress =
  /^https:\/\/[A-Za-z0-9.-]{1,200}\/[\w./-]{1,300}\/(?:actions\/runs\/\d{1,20}(?:\/attempts\/\d{1,4})?|-\/(?:pipelines|jobs)\/\d{1,20})$/;

/** A link to a run of a forge; whatever is not the address of one is text. */
export function runLink(address: string): Html {
  if (!runAddress.test(address) || address.includes('..')) return html`${address}`;
  return html`<a href="${address}" rel="noreferrer noopener">${address}</a>`;
}
