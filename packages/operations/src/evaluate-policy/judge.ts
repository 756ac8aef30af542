import { sha256, type Digest } from '@interlock/core/digest';
import { ok, type Failure, type Result } from '@interlock/core/failure';
import { renderPolicyInput } from '@interlock/core/policy';
import {
  decide,
  readFindings,
  undecided,
  type PolicyFinding,
  type Verdict,
  type VerdictFacts,
} from '@interlock/core/verdict';
import { planFolder } from './plan-folder.ts';
import { planPacks } from './plan-packs.ts';
import { isPack, type Plan, type PolicySource } from './plan.ts';
import type { JudgePorts } from './ports.ts';

export interface Judgement {
  /** The policies that the verdict names; all of them judge, and the worst finding decides. */
  readonly named: readonly PolicySource[];
  /** Packs that judge beside them, whatever is named. */
  readonly always: readonly string[];
  /** Longest time for one evaluation. */
  readonly deadlineSeconds: number;
}

interface Evaluated {
  readonly names: readonly string[];
  readonly found: readonly PolicyFinding[];
}

/** Judges an input by policies. One that cannot be evaluated gives a verdict of result `fail`, not a failure. */
export async function judge(input: unknown, judgement: Judgement, ports: JudgePorts): Promise<Result<Verdict>> {
  const plans = await planAll(input, judgement, ports);
  if (!plans.ok) return plans;
  const facts = factsOf(input, judgement, plans.value);
  const found: PolicyFinding[] = [];
  const evaluated: string[] = [];
  for (const plan of plans.value) {
    const values = await evaluate(plan, input, judgement.deadlineSeconds, ports);
    if (!values.ok) return ok(undecided(facts, located(values.error, plan)));
    found.push(...values.value.found);
    evaluated.push(...values.value.names);
  }
  return ok(decide({ ...facts, evaluated }, found));
}

/** Packs make one plan, and every folder makes one. */
async function planAll(
  input: unknown,
  { always, named }: Judgement,
  ports: JudgePorts,
): Promise<Result<readonly Plan[]>> {
  const plans: Plan[] = [];
  for (const source of named.filter(({ policy }) => !isPack(policy))) {
    const plan = await planFolder(source);
    if (!plan.ok) return plan;
    plans.push(plan.value);
  }
  const packs = [...named.map(({ policy }) => policy).filter(isPack), ...always];
  if (packs.length === 0) return ok(plans);
  const plan = await planPacks(input, packs, ports);
  return plan.ok ? ok([...plans, plan.value]) : plan;
}

async function evaluate(
  { data, entrypoints, evaluated, file, found, wasm }: Plan,
  input: unknown,
  deadlineSeconds: number,
  ports: JudgePorts,
): Promise<Result<Evaluated>> {
  const hasNothingToJudge = entrypoints.length === 0 && file === undefined;
  if (hasNothingToJudge) return ok({ names: evaluated, found });
  const source = data === undefined ? { wasm } : { wasm, data };
  const values = await ports.evaluate({ source, entrypoints, input, deadlineSeconds });
  if (!values.ok) return values;
  const findings = [...found];
  for (const [entrypoint, value] of Object.entries(values.value)) {
    const read = readFindings(entrypoint, value);
    if (!read.ok) return read;
    findings.push(...read.value);
  }
  return ok({ names: evaluated.length > 0 ? evaluated : Object.keys(values.value), found: findings });
}

const located = (failure: Failure, { file }: Plan): Failure => (file === undefined ? failure : { ...failure, file });

function factsOf(input: unknown, { named }: Judgement, plans: readonly Plan[]): VerdictFacts {
  const base = text(input, 'base');
  const head = text(input, 'head');
  return {
    policy: { name: named.map(({ policy }) => policy).join(' + '), digest: digestOf(plans) },
    inputDigest: sha256(renderPolicyInput(input)),
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
    evaluated: plans.flatMap(({ evaluated }) => evaluated),
    notEvaluated: plans.flatMap(({ notEvaluated }) => notEvaluated),
  };
}

/** Of everything that judged, whatever the order in which it was named. */
function digestOf(plans: readonly Plan[]): Digest {
  const digests = plans.map(({ digest }) => digest).toSorted();
  return sha256(digests.map((digest) => `${digest}\n`).join(''));
}

function text(input: unknown, key: 'base' | 'head'): string | undefined {
  const change: unknown = typeof input === 'object' && input !== null && 'change' in input ? input.change : undefined;
  const value: unknown =
    typeof change === 'object' && change !== null
      ? Object.entries(change).find(([name]) => name === key)?.[1]
      : undefined;
  return typeof value === 'string' ? value : undefined;
}
