import { parseApprovalResult, parseVerdict, type ApprovalResult } from '@interlock/core/approval';
import { sha256, type Digest } from '@interlock/core/digest';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { TestRun } from '@interlock/core/lane';
import type { NamedFile, ReadFile } from '@interlock/core/ports';
import { parseReports } from '@interlock/core/reports';
import type { Verdict } from '@interlock/core/verdict';
import type { Inputs } from './ports.ts';

/** A verdict that says what it is about, and which policy judged. */
export type MergeableVerdict = Verdict & {
  readonly base: string;
  readonly head: string;
  readonly policy: { readonly digest: Digest };
};

/** A document and the digest of its file. */
export interface Read<T> {
  readonly value: T;
  readonly digest: Digest;
}

export interface EvidenceFiles {
  readonly verdict: Read<MergeableVerdict>;
  readonly approval: Read<ApprovalResult> | undefined;
  readonly runs: readonly TestRun[];
}

export function filesRead({ approvalResult, key, reports, verdict }: Inputs): readonly NamedFile[] {
  return [
    { input: 'verdict', path: verdict },
    ...(approvalResult === undefined ? [] : [{ input: 'approval-result', path: approvalResult }]),
    ...reports.map((path) => ({ input: 'reports', path })),
    ...(key === undefined ? [] : [{ input: 'key', path: key }]),
  ];
}

export async function readFiles(inputs: Inputs, readFile: ReadFile): Promise<Result<EvidenceFiles>> {
  const verdict = await read(inputs.verdict, parseMergeable, readFile);
  if (!verdict.ok) return verdict;
  const { approvalResult } = inputs;
  const approval =
    approvalResult === undefined ? ok(undefined) : await read(approvalResult, parseApprovalResult, readFile);
  if (!approval.ok) return approval;
  const runs: TestRun[] = [];
  for (const file of inputs.reports) {
    const run = await read(file, parseReports, readFile);
    if (!run.ok) return run;
    runs.push({ digest: run.value.digest, reports: run.value.value });
  }
  return ok({ verdict: verdict.value, approval: approval.value, runs });
}

async function read<T>(
  file: string,
  parse: (text: string, file: string) => Result<T>,
  readFile: ReadFile,
): Promise<Result<Read<T>>> {
  const content = await readFile(file);
  if (!content.ok) return content;
  const parsed = parse(new TextDecoder().decode(content.value), file);
  return parsed.ok ? ok({ value: parsed.value, digest: sha256(content.value) }) : parsed;
}

function parseMergeable(text: string, file: string): Result<MergeableVerdict> {
  const parsed = parseVerdict(text, file);
  if (!parsed.ok) return parsed;
  const { base, head, policy } = parsed.value;
  if (base !== undefined && head !== undefined && policy.digest !== undefined)
    return ok({ ...parsed.value, base, head, policy: { ...policy, digest: policy.digest } });
  const missing = base === undefined ? 'its base' : head === undefined ? 'its head' : 'the digest of its policy';
  return fail('malformed-file', `The verdict does not say ${missing}, so it binds to no change.`, {
    file,
    hint: 'Give the verdict that evaluate-policy wrote for the base and the head of this request.',
  });
}
