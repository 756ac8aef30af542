import type { Audit } from '../audit/index.ts';
import { auditSays } from './evidence-section.ts';
import type { ReportParts } from './gather.ts';
import type { Tone } from './marks.ts';
import { decisionSays, worstDecision } from './verdict-section.ts';

export interface Headline {
  readonly tone: Tone;
  /** The decision in a word or two. */
  readonly word: string;
  /** What the reader has to know before believing it. */
  readonly says: string;
  readonly head: string | undefined;
  readonly base: string | undefined;
}

/** The answer of the whole report. A verdict looks good only where the evidence that it lies in was verified. */
export function headlineOf({ approvals, evidence, verdicts }: ReportParts): Headline {
  const decision = worstDecision(verdicts);
  const { tone, word } = decisionSays(decision);
  const { result } = evidence.audit;
  const isApproved = approvals.results.some(({ value }) => value.result === 'approved');
  const approved = decision === 'needs-approval' && isApproved ? 'verify-approval answered: approved. ' : '';
  const only = (values: readonly (string | undefined)[]) => (new Set(values).size === 1 ? values[0] : undefined);
  const heads = verdicts.map(({ verdict }) => verdict.head);
  const mixed = new Set(heads).size > 1 ? 'The verdicts are about different heads. ' : '';
  return {
    tone: result === 'failed' ? 'bad' : result === 'undecided' && tone === 'good' ? 'attention' : tone,
    word: word + reservation(result, decision === 'merge'),
    says: mixed + approved + auditSays(result).says,
    head: only(heads),
    base: only(verdicts.map(({ verdict }) => verdict.base)),
  };
}

function reservation(result: Audit['result'], isMerge: boolean): string {
  if (result === 'failed') return isMerge ? ', but the evidence does not hold' : ', and the evidence does not hold';
  return result === 'undecided' ? ', unproven' : '';
}
