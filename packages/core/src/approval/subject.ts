import * as v from 'valibot';
import { digestOf, sha256, type Digest } from '../digest/index.ts';
import { canonicalJson } from '../json/index.ts';

/** Printable ASCII without a blank: names that look alike in another script cannot be told apart by a person. */
const plain = v.pipe(
  v.string(),
  v.regex(/^[!-~]{1,300}$/, 'must be 1 to 300 characters of printable ASCII, no blanks'),
);
/** A branch or a reason may be in any script, on one line. */
const line = v.pipe(
  v.string(),
  // No control characters and no halves of a pair, without a flag: a JSON Schema has none.
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  v.regex(
    /^(?:[^\u0000-\u001f\u007f-\u009f\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff]){1,300}$/,
    'must be one line of 1 to 300 characters',
  ),
);
const commit = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be a full commit object name'));
const time = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'must be a UTC time such as 2026-01-31T12:00:00Z'),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'must be a time that exists'),
);

export const approvalKinds = ['normal', 'hotfix', 'break-glass'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

const requestEntries = {
  schema: v.literal('interlock/approval-subject/v1'),
  kind: v.pipe(v.picklist(approvalKinds), v.description('break-glass: two owners pass over a block, for a reason.')),
  repository: v.pipe(plain, v.description('Host and path of the repository.')),
  change: v.pipe(
    v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), line]),
    v.description('Number of the change request, or the branch where there is none.'),
  ),
  head: v.pipe(commit, v.description('Last commit of the change.')),
  baseRef: v.pipe(line, v.description('Branch that the change is to be merged into.')),
  base: v.pipe(commit, v.description('Commit of that branch that the change was judged against.')),
  policyDigest: digestOf('Of the policy that judged.'),
  findingsDigest: digestOf('Of the canonical JSON of the findings that are accepted, sorted by id.'),
  rules: v.pipe(v.array(plain), v.readonly(), v.description('Policies of these findings, sorted.')),
  nonce: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/), v.description('16 random bytes: no two requests are the same.')),
  notBefore: time,
  expires: v.pipe(time, v.description('From this second on the approval is worth nothing.')),
  reason: v.exactOptional(v.pipe(line, v.description('Why a block is passed over; break-glass needs one.'))),
};

/** What is asked for: a subject before it is known who approves. */
export const requestedSubjectSchema = v.strictObject(requestEntries);
export type RequestedSubject = Readonly<v.InferOutput<typeof requestedSubjectSchema>>;

/** What an approver signs, as canonical JSON (RFC 8785). */
export const approvalSubjectSchema = v.strictObject({
  ...requestEntries,
  approver: v.pipe(plain, v.description('The principal of .interlock/approvers who signs.')),
});
export type ApprovalSubject = Readonly<v.InferOutput<typeof approvalSubjectSchema>>;

/** The subject of an approval without its approver. */
export function requestOf(subject: ApprovalSubject): RequestedSubject {
  const { approver: _, ...request } = subject;
  return request;
}

/** The bytes that are signed. */
export function signedBytes(subject: ApprovalSubject): Buffer {
  return Buffer.from(canonicalJson(subject));
}

/** Digest of the request: of the subject without its approver, so that all approvals of one request are one use. */
export function requestDigest(subject: RequestedSubject | ApprovalSubject): Digest {
  return sha256(canonicalJson({ ...subject, approver: undefined }));
}

/** Crockford's base32: no I, L, O and U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first 50 bits of the request's digest, for people to compare: `XXXXX-XXXXX`. Proves nothing by itself. */
export function shortCode(subject: RequestedSubject | ApprovalSubject): string {
  let bits = BigInt(`0x${requestDigest(subject).slice('sha256:'.length, 'sha256:'.length + 13)}`) >> 2n;
  let code = '';
  for (; code.length < 10; bits >>= 5n) code = alphabet.charAt(Number(bits & 31n)) + code;
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}
