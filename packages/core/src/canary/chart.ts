import { escapeHtml } from '../text/index.ts';
import type { CanaryDecision, Look } from './decision.ts';

const width = 760;
const [left, right] = [64, 744];
/** More looks than this are a line without dots. */
const maxDots = 60;
const panels = { rates: { top: 76, bottom: 208 }, evidence: { top: 252, bottom: 392 } };

const style = `
.bg{fill:#fff}text{fill:#24292f;font:12px system-ui,sans-serif}.small{font-size:11px}.title{font-size:14px;font-weight:600}
.axis{stroke:#8c959f;fill:none}.weight{fill:#8c959f;opacity:.18}
.canary{stroke:#bc4c00;fill:none;stroke-width:2}.baseline{stroke:#0969da;fill:none;stroke-width:2}
.worse{stroke:#cf222e;fill:none;stroke-width:2}.better{stroke:#1a7f37;fill:none;stroke-width:2}
path.limit{stroke-dasharray:5 5;stroke-width:1}path.limit.better{stroke-dashoffset:5}
text.canary{fill:#bc4c00;stroke:none}text.baseline{fill:#0969da;stroke:none}text.worse{fill:#cf222e;stroke:none}text.better{fill:#1a7f37;stroke:none}
@media(prefers-color-scheme:dark){.bg{fill:#0d1117}text{fill:#e6edf3}.canary{stroke:#f0883e}.baseline{stroke:#58a6ff}.worse{stroke:#f85149}.better{stroke:#3fb950}
text.canary{fill:#f0883e}text.baseline{fill:#58a6ff}text.worse{fill:#f85149}text.better{fill:#3fb950}}`;

/** The decision as a picture: error rates over the weights, and the evidence of both tests with their thresholds. SVG, 760 by 420. */
export function canaryChart(decision: CanaryDecision): string {
  const title = `Canary: ${decision.decision}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="420" viewBox="0 0 ${width} 420" role="img" aria-labelledby="t d">`,
    `<title id="t">${escapeHtml(title)}</title>`,
    `<desc id="d">${escapeHtml(describe(decision))}</desc>`,
    `<style>${style}</style>`,
    `<rect class="bg" width="${width}" height="420"/>`,
    label(16, 24, 'title', title),
    label(16, 42, 'small', decision.reason),
    panelsOf(decision),
    '</svg>',
    '',
  ].join('\n');
}

/** The same picture for a page that names and colours it itself: without title, background and style. */
export function canaryPicture(decision: CanaryDecision): string {
  const top = 52;
  return [
    `<svg class="canary-chart" viewBox="0 ${top} ${width} ${420 - top}" role="img" aria-label="${escapeHtml(describe(decision))}">`,
    panelsOf(decision),
    '</svg>',
  ].join('\n');
}

function panelsOf({ looks, settings, startedAt }: CanaryDecision): string {
  const span = Math.max(1, (looks.at(-1)?.time ?? startedAt) - startedAt);
  const x = (time: number) => left + ((right - left) * (time - startedAt)) / span;
  return [
    ratePanel(looks, x),
    evidencePanel(looks, x, settings),
    label(left, 410, 'small', '0 s'),
    label(right, 410, 'small', `${Math.round(span / 1000)} s`, 'end'),
  ].join('\n');
}

function describe({ totals, reason, looks }: CanaryDecision): string {
  const { canary, baseline } = totals;
  return `${reason}. Canary ${canary.errors} errors in ${canary.requests} requests, baseline ${baseline.errors} in ${baseline.requests}, ${looks.length} looks.`;
}

function ratePanel(looks: readonly Look[], x: (time: number) => number): string {
  const series = (['canary', 'baseline'] as const).map((side) => ({
    side,
    rates: looks.map((look) => [look.time, rate(look[side].errors, look[side].requests)] as const),
  }));
  const highest = Math.max(0.001, ...series.flatMap(({ rates }) => rates.map(([, value]) => value ?? 0)));
  const { top, bottom } = panels.rates;
  const y = (value: number) => bottom - ((bottom - top) * value) / highest;
  const bars = looks.map((look, index) => {
    const from = x(looks[index - 1]?.time ?? Number.NaN);
    const start = Number.isFinite(from) ? from : left;
    const height = ((bottom - top) * look.weight) / 100;
    const rect = `<rect class="weight" x="${fixed(start)}" y="${fixed(bottom - height)}" width="${fixed(x(look.time) - start)}" height="${fixed(height)}"/>`;
    const isNew = looks[index - 1]?.weight !== look.weight;
    return isNew ? `${rect}\n${label(start + 2, bottom - height - 3, 'small', `${look.weight} %`)}` : rect;
  });
  return [
    ...bars,
    axes(top, bottom),
    ...series.map(({ side, rates }) =>
      line(
        side,
        rates.flatMap(([time, value]) => (value === undefined ? [] : [[x(time), y(value)] as const])),
      ),
    ),
    label(left - 6, top + 8, 'small', `${(highest * 100).toPrecision(2)} %`, 'end'),
    label(left - 6, bottom, 'small', '0 %', 'end'),
    label(left, top - 6, 'small', 'Errors per request (grey: weight of the canary)'),
    label(right - 80, top - 6, 'canary', 'canary', 'end'),
    label(right, top - 6, 'baseline', 'baseline', 'end'),
  ].join('\n');
}

function evidencePanel(
  looks: readonly Look[],
  x: (time: number) => number,
  { alpha, beta }: { readonly alpha: number; readonly beta: number },
): string {
  const thresholds = { worse: Math.log10(1 / alpha), better: Math.log10(1 / beta) };
  const { top, bottom } = panels.evidence;
  const highest = 1.25 * Math.max(thresholds.worse, thresholds.better);
  const lowest = -2;
  const y = (value: number) =>
    bottom - ((bottom - top) * (Math.min(highest, Math.max(lowest, value)) - lowest)) / (highest - lowest);
  // Evidence starts at 1, before the first look.
  const curve = (kind: 'worse' | 'better', value: (look: Look) => number) => [
    line(kind, [[left, y(0)], ...looks.map((look) => [x(look.time), y(value(look) / Math.LN10)] as const)]),
    `<path class="limit ${kind}" d="M${left} ${fixed(y(thresholds[kind]))}H${right}"/>`,
  ];
  return [
    axes(top, bottom),
    ...curve('worse', (look) => look.logE),
    ...curve('better', (look) => look.logEPass),
    ...[...new Set([1 / alpha, 1 / beta, 1])].map((value) =>
      label(left - 6, y(Math.log10(value)) + 4, 'small', String(Number(value.toPrecision(3))), 'end'),
    ),
    label(left, top - 6, 'small', 'Evidence, log scale (dashed: what it takes)'),
    label(right - 110, top - 6, 'worse', 'canary is worse', 'end'),
    label(right, top - 6, 'better', 'canary is fine', 'end'),
  ].join('\n');
}

function rate(errors: number, requests: number): number | undefined {
  return requests > 0 ? errors / requests : undefined;
}

function axes(top: number, bottom: number): string {
  return `<path class="axis" d="M${left} ${top}V${bottom}H${right}"/>`;
}

function line(kind: string, points: readonly (readonly [number, number])[]): string {
  const drawn = `<polyline class="${kind}" points="${points.map(([a, b]) => `${fixed(a)},${fixed(b)}`).join(' ')}"/>`;
  const dots = points.length > maxDots ? [] : points.map(([a, b]) => dot(kind, a, b));
  return [drawn, ...dots].join('\n');
}

function dot(kind: string, x: number, y: number): string {
  return `<circle class="${kind}" cx="${fixed(x)}" cy="${fixed(y)}" r="2"/>`;
}

function label(x: number, y: number, kind: string, text: string, anchor: 'start' | 'end' = 'start'): string {
  return `<text class="${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${escapeHtml(text)}</text>`;
}

function fixed(value: number): string {
  return value.toFixed(1);
}
