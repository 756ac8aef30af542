import type * as v from 'valibot';
import type { Failure } from '../failure/index.ts';
import { identify, type PolicyFinding } from './finding.ts';
import type { verdictSchema } from './schema.ts';

/** The answer of the gate, `interlock/verdict/v1`. */
export type Verdict = Readonly<v.InferOutput<typeof verdictSchema>>;

export type VerdictFacts = Pick<Verdict, 'policy' | 'base' | 'head' | 'inputDigest' | 'evaluated' | 'notEvaluated'>;

/** The worst finding decides. */
export function decide(facts: VerdictFacts, found: readonly PolicyFinding[]): Verdict {
  const findings = identify(found);
  const asks = new Set(findings.map((finding) => finding.asks));
  const decision = asks.has('block') ? 'blocked' : asks.has('approval') ? 'needs-approval' : 'merge';
  const result = decision === 'blocked' ? 'fail' : findings.length > 0 ? 'warn' : 'pass';
  return { ...head(result, decision, facts), findings };
}

/** The verdict where the policy could not be evaluated: never a pass. */
export function undecided(facts: VerdictFacts, failure: Failure): Verdict {
  const { file, hint, kind, line, message } = failure;
  const place = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
  const more = { ...(hint === undefined ? {} : { hint }), ...place };
  return { ...head('fail', 'blocked', facts), findings: [], undecided: { kind, message, ...more } };
}

function head(
  result: Verdict['result'],
  decision: Verdict['decision'],
  facts: VerdictFacts,
): Omit<Verdict, 'findings'> {
  return {
    schema: 'interlock/verdict/v1',
    result,
    decision,
    policy: facts.policy,
    ...(facts.base === undefined ? {} : { base: facts.base }),
    ...(facts.head === undefined ? {} : { head: facts.head }),
    ...(facts.inputDigest === undefined ? {} : { inputDigest: facts.inputDigest }),
    evaluated: facts.evaluated.toSorted(),
    notEvaluated: facts.notEvaluated.toSorted(),
  };
}

/** 0 merge · 1 blocked · 3 could not decide · 4 needs approval. */
export function verdictExitCode(verdict: Verdict): 0 | 1 | 3 | 4 {
  if (verdict.undecided !== undefined) return 3;
  return ({ merge: 0, blocked: 1, 'needs-approval': 4 } as const)[verdict.decision];
}
