import { canaryPicture, type CanaryDecision, type Look } from '../canary/index.ts';
import { html, ownMarkup, type Html } from './html.ts';
import { badge, code, type Tone } from './marks.ts';
import type { Section } from './section.ts';
import { missing, table } from './table.ts';

export interface CanaryPart {
  readonly file: string;
  readonly decision: CanaryDecision;
}

const tones: Readonly<Record<CanaryDecision['decision'], Tone>> = {
  promote: 'good',
  rollback: 'bad',
  inconclusive: 'attention',
};
/** A look a second for more than an hour. */
const mostDrawn = 5000;
const order = ['rollback', 'inconclusive', 'promote'] as const;

export function canarySection(parts: readonly CanaryPart[]): Section {
  const worst = order.find((one) => parts.some(({ decision }) => decision.decision === one));
  return {
    id: 'canary',
    title: 'Canary',
    tone: worst === undefined ? 'plain' : tones[worst],
    summary: worst === undefined ? 'no canary ran' : parts.map(({ decision }) => decision.decision).join(', '),
    content: parts.length === 0 ? missing('No canary ran: no decision of one is in the evidence.') : parts.map(one),
  };
}

function one({ decision, file }: CanaryPart): Html {
  const { alpha, beta, delta, deltaMax, minSamples, sourceClass } = decision.settings;
  const { baseline, canary } = decision.totals;
  return html`<article class="card">
    <h3>${badge(tones[decision.decision], decision.decision)} <span>${decision.reason}</span></h3>
    <dl>
      <dt>file</dt>
      <dd>${code(file)}</dd>
      <dt>canary</dt>
      <dd>${canary.errors} errors in ${canary.requests} requests${rate(canary)}</dd>
      <dt>baseline</dt>
      <dd>${baseline.errors} errors in ${baseline.requests} requests${rate(baseline)}</dd>
      <dt>wrong rollback</dt>
      <dd>at most ${percent(alpha)} % (worse: above ${delta} times the baseline)</dd>
      <dt>wrong promotion</dt>
      <dd>at most ${percent(beta)} % (fine: below ${deltaMax} times the baseline, ${minSamples} requests or more)</dd>
      <dt>counted by</dt>
      <dd>${sourceClass === 'platform' ? 'the proxy' : 'the release itself: a claim'}</dd>
    </dl>
    ${picture(decision)} ${looks(file, decision)}
  </article>`;
}

function picture(decision: CanaryDecision): Html {
  const { length } = decision.looks;
  if (length === 0) return missing('The canary was not looked at once: there is nothing to draw.');
  if (length > mostDrawn) return missing(`There are ${length} looks, too many to be drawn.`);
  return html`<figure>
    ${ownMarkup(canaryPicture(decision))}
    <figcaption>Error rates and evidence over time; the table below has the same numbers.</figcaption>
  </figure>`;
}

/** Without the digits that a fraction in binary adds. */
const percent = (share: number) => Number((100 * share).toPrecision(6));

const rate = ({ errors, requests }: { readonly errors: number; readonly requests: number }) =>
  requests === 0 ? '' : ` (${((100 * errors) / requests).toPrecision(3)} %)`;

function looks(file: string, { looks: all, startedAt }: CanaryDecision): Html {
  const number = (name: string) => ({ name, is: 'number' as const });
  return table({
    caption: `Looks of ${file}`,
    columns: [
      'after',
      'weight',
      'canary requests',
      'canary errors',
      'baseline requests',
      'baseline errors',
      'evidence: worse',
      'evidence: fine',
    ].map(number),
    rows: all.map((look) => [
      `${((look.time - startedAt) / 1000).toFixed(1)} s`,
      `${look.weight} %`,
      look.canary.requests,
      look.canary.errors,
      look.baseline.requests,
      look.baseline.errors,
      evidence(look.logE),
      evidence(look.logEPass),
    ]),
    empty: 'There is no look.',
    most: 2000,
  });
}

const evidence = (log: Look['logE']) => Math.exp(log).toPrecision(3);
