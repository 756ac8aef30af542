import * as v from 'valibot';
import { sha256, hexOf } from '../digest/index.ts';
import { fail, ok, type Result } from '../failure/index.ts';

export const findingSchema = v.object({
  asks: v.picklist(['show', 'approval', 'block']),
  path: v.optional(v.string()),
  line: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  title: v.optional(v.string()),
  message: v.string(),
  fix: v.optional(v.string()),
});
const Message = v.union([
  v.string(),
  v.pipe(
    v.looseObject({ msg: v.string() }),
    v.transform(({ msg }) => msg),
  ),
]);

/** What one policy says of one place, before it has an id. */
export type PolicyFinding = v.InferOutput<typeof findingSchema> & { readonly policy: string };
export type Finding = PolicyFinding & { readonly id: string };

/**
 * Reads the value of an entry point: our own `findings`, or conftest's `deny`, `violation` (block) and `warn` (show),
 * each a text or an object with `msg`. Anything else fails: what cannot be read is never a pass.
 */
export function readFindings(entrypoint: string, value: unknown): Result<readonly PolicyFinding[]> {
  const parts = entrypoint.split('/');
  const rule = parts.at(-1) ?? '';
  const policy = (parts.at(-2) ?? rule).replaceAll('_', '-');
  const parsed = parseRule(rule, value ?? []);
  if (parsed !== undefined) return ok(parsed.map((finding) => ({ policy, ...finding })));
  return fail('evaluation-failed', `The policy's rule ${entrypoint} gave a value that is not a set of findings.`, {
    hint: 'Name it findings, deny, violation or warn, and let it contain findings, texts or objects with msg.',
  });
}

function parseRule(rule: string, value: unknown): readonly v.InferOutput<typeof findingSchema>[] | undefined {
  if (rule === 'findings') {
    const parsed = v.safeParse(v.array(findingSchema), value);
    return parsed.success ? parsed.output : undefined;
  }
  const asks = /^(deny|violation)(_\w+)?$/.test(rule) ? 'block' : /^warn(_\w+)?$/.test(rule) ? 'show' : undefined;
  const parsed = v.safeParse(v.array(Message), value);
  if (asks === undefined || !parsed.success) return undefined;
  return parsed.output.map((message) => ({ asks, message }));
}

const levels = ['block', 'approval', 'show'] as const;
const order = (finding: PolicyFinding): string =>
  JSON.stringify([levels.indexOf(finding.asks), finding.policy, finding.path ?? '', finding.message]);

/** Worst first, each with an id of 8 characters that stays the same while policy, path and message do. */
export function identify(findings: readonly PolicyFinding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  const sorted = findings.toSorted((one, other) => compare(one, other) || (one.line ?? 0) - (other.line ?? 0));
  return sorted.map((finding) => {
    const key = JSON.stringify([finding.policy, finding.path ?? '', finding.message]);
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    return { id: shortId(`${key}${occurrence === 0 ? '' : occurrence}`), ...finding };
  });
}

function compare(one: PolicyFinding, other: PolicyFinding): number {
  const [a, b] = [order(one), order(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** First 40 bits of SHA-256 in the alphabet of RFC 4648, section 6. */
function shortId(text: string): string {
  let bits = BigInt(`0x${hexOf(sha256(text)).slice(0, 10)}`);
  let id = '';
  for (; id.length < 8; bits >>= 5n) id = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number(bits & 31n)) + id;
  return id;
}
