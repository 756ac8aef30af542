import type { Verdict } from '../verdict/index.ts';
import { html, type Html, type HtmlValue } from './html.ts';
import { badge, code, shortName, type Tone } from './marks.ts';
import type { Section } from './section.ts';
import { missing, table } from './table.ts';

export interface VerdictPart {
  readonly file: string;
  readonly verdict: Verdict;
  /** Identifiers of findings that an approval of the folder accepts. */
  readonly accepted: ReadonlySet<string>;
}

type Finding = Verdict['findings'][number];
type Decision = Verdict['decision'] | 'undecided' | 'none';

/** Worst first: one verdict that blocks is not made better by another. */
const decisions: readonly Decision[] = ['undecided', 'blocked', 'needs-approval', 'merge'];
const says: Readonly<Record<Decision, { readonly tone: Tone; readonly word: string }>> = {
  undecided: { tone: 'bad', word: 'Could not decide' },
  blocked: { tone: 'bad', word: 'Blocked' },
  'needs-approval': { tone: 'attention', word: 'Needs approval' },
  merge: { tone: 'good', word: 'Merge' },
  none: { tone: 'plain', word: 'No verdict' },
};
const asks = {
  block: { tone: 'bad', word: 'block' },
  approval: { tone: 'attention', word: 'approve' },
  show: { tone: 'plain', word: 'show' },
} as const;

const decisionOf = ({ decision, undecided }: Verdict): Decision => (undecided === undefined ? decision : 'undecided');

/** What all verdicts together come to. */
export function worstDecision(parts: readonly VerdictPart[]): Decision {
  const found = new Set(parts.map(({ verdict }) => decisionOf(verdict)));
  return decisions.find((one) => found.has(one)) ?? 'none';
}

export const decisionSays = (decision: Decision) => says[decision];

export function verdictSection(parts: readonly VerdictPart[]): Section {
  const decision = worstDecision(parts);
  const found = parts.flatMap(({ verdict }) => verdict.findings);
  const count = (kind: Finding['asks']) => found.filter((one) => one.asks === kind).length;
  return {
    id: 'verdict',
    title: 'Verdict and why',
    tone: says[decision].tone,
    summary:
      decision === 'none'
        ? 'no verdict'
        : `${says[decision].word.toLowerCase()}: ${count('block')} blocking, ${count('approval')} to approve, ${count('show')} shown`,
    content:
      parts.length === 0 ? missing('No verdict is in the evidence: nothing judged this change.') : parts.map(one),
  };
}

function one({ accepted, file, verdict }: VerdictPart): Html {
  const { tone, word } = says[decisionOf(verdict)];
  const open = verdict.findings.filter(({ id }) => !accepted.has(id));
  const taken = verdict.findings.filter(({ id }) => accepted.has(id));
  return html`<article class="card">
    <h3>${badge(tone, word)} <span class="policy">${verdict.policy.name}</span></h3>
    <dl>
      <dt>file</dt>
      <dd>${code(file)}</dd>
      <dt>policy</dt>
      <dd>${verdict.policy.digest === undefined ? 'no digest' : shortName(verdict.policy.digest)}</dd>
      <dt>head</dt>
      <dd>${verdict.head === undefined ? 'not stated' : shortName(verdict.head)}</dd>
      <dt>base</dt>
      <dd>${verdict.base === undefined ? 'not stated' : shortName(verdict.base)}</dd>
      <dt>evaluated</dt>
      <dd>${names(verdict.evaluated)}</dd>
      <dt>not evaluated</dt>
      <dd>${names(verdict.notEvaluated)}</dd>
    </dl>
    ${verdict.undecided === undefined ? undefined : undecided(verdict.undecided)}
    ${findings(`Findings of ${verdict.policy.name}`, open, taken.length > 0 ? 'No other finding.' : 'No policy found anything.')}
    ${taken.length === 0 ? undefined : findings(`Findings of ${verdict.policy.name} that an approval accepts, as verify-approval answered`, taken, '')}
  </article>`;
}

const names = (list: readonly string[]): HtmlValue => (list.length === 0 ? 'none' : list.join(', '));

function undecided({ file, hint, line, message }: NonNullable<Verdict['undecided']>): Html {
  const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
  return html`<p class="notice bad">${message}${place} ${hint}</p>`;
}

function findings(caption: string, rows: readonly Finding[], empty: string): Html {
  return table({
    caption,
    columns: [
      { name: 'finding' },
      { name: 'asks for' },
      { name: 'where', is: 'code' },
      { name: 'why' },
      { name: 'how to go on' },
    ],
    rows: rows.map((finding) => [
      finding.title === undefined ? finding.policy : html`${finding.policy}<span class="was">${finding.title}</span>`,
      badge(asks[finding.asks].tone, asks[finding.asks].word),
      finding.path === undefined ? '–' : `${finding.path}${finding.line === undefined ? '' : `:${finding.line}`}`,
      finding.message,
      finding.fix ?? '–',
    ]),
    empty,
  });
}
