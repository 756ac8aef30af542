import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '../digest/index.ts';
import { parseAllowedSigners } from '../evidence/index.ts';
import { makeSshKey, type SignatureOptions, type TestSshKey } from '../evidence/make-ssh-signature.ts';
import { decide } from '../verdict/index.ts';
import { makeApproval } from './make-approval.ts';
import {
  acceptedFindings,
  parseApproval,
  parseApprovers,
  participantsOf,
  refusalKinds,
  requestDigest,
  shortCode,
  verifyApprovals,
  type ApprovalFacts,
  type ApprovalSubject,
} from './index.ts';

const keys = {
  ann: makeSshKey('ssh-ed25519'),
  bob: makeSshKey('ecdsa-sha2-nistp256'),
  token: makeSshKey('sk-ssh-ed25519@openssh.com'),
  token2: makeSshKey('sk-ecdsa-sha2-nistp256@openssh.com'),
  team: makeSshKey('ssh-ed25519'),
  old: makeSshKey('ssh-rsa'),
  stranger: makeSshKey('ssh-ed25519'),
};
const lineOf = (principals: string, key: TestSshKey, options = '') =>
  `${principals} namespaces="interlock-approval@v1"${options} ${key.line}`;
const list = [
  lineOf('ann@example.org', keys.ann),
  lineOf('bob@example.org', keys.bob),
  lineOf('cia@example.org', keys.token),
  lineOf('dan@example.org', keys.token2),
  lineOf('*@team.example.org', keys.team),
  lineOf('old@example.org', keys.old, ',valid-before="20260101"'),
].join('\n');
const parsed = parseApprovers(list, []);
if (!parsed.ok) throw new Error(parsed.error.message);

const digest = sha256('policy');
const now = Date.parse('2026-06-01T12:00:00Z');
const verdict = decide({ policy: { name: 'pack:x', digest }, evaluated: [], notEvaluated: [] }, [
  {
    policy: 'workflow-edit',
    asks: 'approval',
    path: '.github/workflows/ci.yml',
    line: 3,
    message: 'adds a permission',
  },
  { policy: 'opaque-content', asks: 'show', message: 'a picture' },
]);
const blocked = decide({ policy: { name: 'pack:x', digest }, evaluated: [], notEvaluated: [] }, [
  { policy: 'secret-in-diff', asks: 'block', path: 'a.txt', message: 'a key' },
]);
const subject: ApprovalSubject = {
  schema: 'interlock/approval-subject/v1',
  kind: 'normal',
  repository: 'github.com/octo/repo',
  change: 7,
  head: 'a'.repeat(40),
  baseRef: 'main',
  base: 'b'.repeat(40),
  policyDigest: digest,
  findingsDigest: acceptedFindings(verdict).digest,
  rules: ['workflow-edit'],
  nonce: '0'.repeat(32),
  notBefore: '2026-06-01T11:00:00Z',
  expires: '2026-06-01T13:00:00Z',
  approver: 'ann@example.org',
};
const glass: ApprovalSubject = {
  ...subject,
  kind: 'break-glass',
  reason: 'production is down',
  findingsDigest: acceptedFindings(blocked).digest,
  rules: ['secret-in-diff'],
};
const facts: ApprovalFacts = {
  scope: { repository: 'github.com/octo/repo', change: 7, head: 'a'.repeat(40), baseRef: 'main', base: 'b'.repeat(40) },
  verdict,
  approvers: parsed.value,
  participants: [
    { role: 'author', name: 'Agent@Example.org' },
    { role: 'committer', name: 'noreply@github.com' },
  ],
  config: { approvable: [], handles: {} },
  securityKey: 'hotfix',
  owned: [],
  now,
};

interface Case {
  readonly subject?: Partial<ApprovalSubject>;
  readonly key?: TestSshKey;
  readonly sign?: SignatureOptions;
  readonly facts?: Partial<ApprovalFacts>;
}
const approve = ({ key = keys.ann, sign, subject: changed }: Case) =>
  makeApproval(key, { ...subject, ...changed }, sign);
const answer = (one: Case) => verifyApprovals([approve(one)], { ...facts, ...one.facts });

describe('verifyApprovals', () => {
  it('takes the approval of a listed person about exactly this change', () => {
    expect(answer({})).toMatchObject({ ok: true, value: [{ subject: { approver: 'ann@example.org' } }] });
    expect(answer({ subject: { approver: 'BOB@example.org' }, key: keys.bob })).toMatchObject({ ok: true });
    const hotfix = { kind: 'hotfix', approver: 'cia@example.org' } as const;
    expect(answer({ subject: hotfix, key: keys.token })).toMatchObject({ ok: true, value: [{ securityKey: true }] });
  });

  const scope = facts.scope;
  const part = (role: 'author' | 'committer' | 'co-author' | 'principal' | 'agent', name: string) => ({
    facts: { participants: [{ role, name }] },
  });
  const cases: readonly (readonly [string, Case])[] = [
    ['wrong-repository', { facts: { scope: { ...scope, repository: 'github.com/octo/fork' } } }],
    ['wrong-change', { facts: { scope: { ...scope, change: 8 } } }],
    ['wrong-change', { facts: { scope: { ...scope, change: '7' } } }],
    ['wrong-head', { facts: { scope: { ...scope, head: 'c'.repeat(40) } } }],
    ['wrong-base-ref', { facts: { scope: { ...scope, baseRef: 'release' } } }],
    ['wrong-base', { facts: { scope: { ...scope, base: 'c'.repeat(40) } } }],
    ['wrong-kind', { facts: { scope: { ...scope, kind: 'hotfix' } } }],
    ['wrong-policy', { subject: { policyDigest: sha256('other') } }],
    ['wrong-policy', { facts: { verdict: { ...verdict, policy: { name: 'x' } } } }],
    ['wrong-findings', { subject: { findingsDigest: sha256('other') } }],
    ['expired', { facts: { now: Date.parse('2026-06-01T13:00:00Z') } }],
    ['not-yet-valid', { facts: { now: Date.parse('2026-06-01T10:59:59Z') } }],
    ['valid-too-long', { subject: { expires: '2026-06-08T11:00:01Z' } }],
    ['wrong-namespace', { sign: { namespace: 'git' } }],
    ['wrong-namespace', { sign: { namespace: 'interlock-approval@v2' } }],
    ['unknown-key', { key: keys.stranger }],
    ['key-expired', { key: keys.old, subject: { approver: 'old@example.org' } }],
    ['wrong-approver', { key: keys.bob }],
    ['wrong-approver', { key: keys.team, subject: { approver: '*@team.example.org' } }],
    ['not-touched', { key: keys.token, subject: { approver: 'cia@example.org' }, sign: { flags: 4 } }],
    ['no-security-key', { subject: { kind: 'hotfix' } }],
    ['no-security-key', { facts: { securityKey: 'always' } }],
    ['approver-is-author', part('author', 'ANN@example.ORG')],
    ['approver-is-committer', part('committer', 'ann@example.org')],
    ['approver-is-co-author', part('co-author', ' ann@example.org ')],
    ['approver-is-principal', part('principal', 'ann@example.org')],
    ['approver-is-agent', part('agent', 'ann@example.org')],
    [
      'approver-is-author',
      { ...part('author', 'eve@team.example.org'), key: keys.team, subject: { approver: 'fay@team.example.org' } },
    ],
    [
      'approver-is-author',
      {
        facts: {
          participants: [{ role: 'author', name: '12+Annie@users.noreply.github.com' }],
          config: { approvable: [], handles: { 'ann@example.org': ['@annie'] } },
        },
      },
    ],
    [
      'approver-is-principal',
      {
        facts: {
          participants: [{ role: 'principal', name: 'ann@home.example' }],
          config: { approvable: [], handles: { 'ann@home.example': ['ann@example.org'] } },
        },
      },
    ],
    ['look-alike-name', part('author', 'аnn@example.org')],
    ['blocked', { facts: { verdict: blocked } }],
    ['undecided', { facts: { verdict: { ...verdict, undecided: { kind: 'internal', message: 'x' } } } }],
    [
      'second-approver-missing',
      { key: keys.token, subject: { ...glass, approver: 'cia@example.org' }, facts: { verdict: blocked } },
    ],
    ['no-reason', { key: keys.token, subject: { kind: 'break-glass', approver: 'cia@example.org' } }],
    [
      'not-an-owner',
      { facts: { owned: [{ path: 'a', section: '', owners: ['@ops', 'bob@example.org'], approvals: 1 }] } },
    ],
  ];

  it.each(cases)('refuses: %s (case %#)', (reason, one) => {
    expect(answer(one)).toMatchObject({ ok: false, error: { reason } });
  });

  it('has a case for every reason that it can give', () => {
    const elsewhere = ['bad-signature', 'different-requests', 'same-approver', 'already-used', 'foreign-mark'];
    expect(new Set([...cases.map(([reason]) => reason), ...elsewhere])).toEqual(new Set(refusalKinds));
  });

  it('lets a base pass over the blocks that it names', () => {
    const findingsDigest = acceptedFindings(blocked).digest;
    const config = { approvable: ['secret-in-diff'], handles: {} };
    expect(answer({ subject: { findingsDigest }, facts: { verdict: blocked, config } })).toMatchObject({ ok: true });
  });

  it('takes an owner by address or handle', () => {
    const owned = [{ path: 'a', section: '', owners: ['@Org/Ops'], approvals: 1 }];
    const config = { approvable: [], handles: { 'Ann@example.org': ['@org/ops'] } };
    expect(answer({ facts: { owned, config } })).toMatchObject({ ok: true });
  });

  it('does not survive the change of anything that was signed, or of the signature', () => {
    const good = approve({});
    for (const [key, value] of Object.entries(subject)) {
      const changed = { ...good, subject: { ...subject, [key]: Array.isArray(value) ? [] : `${String(value)}0` } };
      expect(verifyApprovals([changed as typeof good], facts)).toMatchObject({ error: { reason: 'bad-signature' } });
    }
    for (const signature of [
      `${good.signature}x`,
      good.signature.repeat(2),
      '',
      good.signature.replace('U1NI', 'U1NJ'),
    ])
      expect(verifyApprovals([{ ...good, signature }], facts)).toMatchObject({ error: { reason: 'bad-signature' } });
  });

  describe('with two approvers', () => {
    const cia = makeApproval(keys.token, { ...glass, approver: 'cia@example.org' });
    const dan = makeApproval(keys.token2, { ...glass, approver: 'dan@example.org' });
    const both = { ...facts, verdict: blocked };

    it('breaks the glass', () => {
      expect(verifyApprovals([cia, dan], both)).toMatchObject({ ok: true, value: [{}, {}] });
    });

    it('asks both to be owners', () => {
      const owned = [{ path: 'a.txt', section: '', owners: ['cia@example.org'], approvals: 1 }];
      expect(verifyApprovals([cia, dan], { ...both, owned })).toMatchObject({ error: { reason: 'not-an-owner' } });
      const all = [{ path: 'a.txt', section: '', owners: ['cia@example.org', 'dan@example.org'], approvals: 1 }];
      expect(verifyApprovals([cia, dan], { ...both, owned: all })).toMatchObject({ ok: true });
    });

    it('refuses one person twice, and two requests', () => {
      expect(verifyApprovals([cia, cia], both)).toMatchObject({ error: { reason: 'same-approver' } });
      const config = { approvable: [], handles: { cia: ['cia@example.org', 'dan@example.org'] } };
      expect(verifyApprovals([cia, dan], { ...both, config })).toMatchObject({ error: { reason: 'same-approver' } });
      const other = makeApproval(keys.token2, { ...glass, approver: 'dan@example.org', nonce: '1'.repeat(32) });
      expect(verifyApprovals([cia, other], both)).toMatchObject({ error: { reason: 'different-requests' } });
    });
  });
});

describe('the short code', () => {
  it('has ten letters without I, L, O and U, and is the same whoever approves', () => {
    const nonces = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'));
    fc.assert(
      fc.property(nonces, (nonce) => {
        const code = shortCode({ ...subject, nonce });
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
        expect(shortCode({ ...subject, nonce, approver: 'x' })).toBe(code);
        if (nonce !== subject.nonce) expect(code).not.toBe(shortCode(subject));
      }),
    );
  });

  it('is the first 50 bits of the digest', () => {
    const bits = [...shortCode(subject).replace('-', '')]
      .map((letter) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(letter).toString(2).padStart(5, '0'))
      .join('');
    const digestBits = BigInt(`0x${requestDigest(subject).slice(7)}`)
      .toString(2)
      .padStart(256, '0');
    expect(bits).toBe(digestBits.slice(0, 50));
  });
});

describe('acceptedFindings', () => {
  it('leaves out what is only shown, and changes with every finding', () => {
    const { digest: before, rules } = acceptedFindings(verdict);
    expect(rules).toEqual(['workflow-edit']);
    const [finding] = verdict.findings;
    if (finding === undefined) throw new Error('no finding');
    expect(acceptedFindings({ findings: [{ ...finding, line: 4 }] }).digest).not.toBe(before);
    expect(acceptedFindings({ findings: [finding] }).digest).toBe(before);
    expect(acceptedFindings({ findings: [{ ...finding, path: '\ud800' }] }).digest).toMatch(/^sha256:/);
  });
});

describe('parseApprovers', () => {
  it.each([
    ['no namespace', `ann@example.org ${keys.ann.line}`, /must be interlock-approval@v1, and none is given/],
    ['namespace git', `ann@example.org namespaces="git" ${keys.ann.line}`, /and "git" is given/],
    [
      'a second namespace',
      `ann@example.org namespaces="interlock-approval@v1,git" ${keys.ann.line}`,
      /"interlock-approval@v1,git" is given/,
    ],
    ['an unknown namespace', `ann@example.org namespaces="interlock-approval@v9" ${keys.ann.line}`, /approval@v9" is/],
    ['an authority', lineOf('ann@example.org', keys.ann, ',cert-authority'), /certificate authority/],
    ['a name in another script', lineOf('аnn@example.org', keys.ann), /not plain ASCII/],
    ['no key', 'ann@example.org', /key type was expected/],
  ])('refuses %s', (_, line, message) => {
    expect(parseApprovers(`# approvers\n${line}`, [])).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', file: '.interlock/approvers', line: 2, message: expect.stringMatching(message) },
    });
  });

  it('refuses a key that may also sign commits', () => {
    const signers = parseAllowedSigners(`# x\nann@example.org ${keys.bob.line}`, 'signers');
    expect(parseApprovers(list, signers.ok ? signers.value : [])).toMatchObject({
      ok: false,
      error: { line: 2, message: expect.stringMatching(/also stands in \.interlock\/signers, line 2/) },
    });
  });
});

describe('participantsOf', () => {
  it('finds authors, committers and co-authors wherever their trailer stands', () => {
    const commit = {
      id: 'a'.repeat(40),
      parents: [],
      tree: 'b'.repeat(40),
      author: { name: 'A', email: 'a@x' },
      committer: { name: 'C', email: 'c@x' },
      committedAt: 0,
      message: 'x\n\nCo-Authored-By: B <b@x>\n\nmore\n  co-authored-by : D\n',
    };
    expect(participantsOf([commit, commit])).toEqual([
      { role: 'author', name: 'a@x' },
      { role: 'committer', name: 'c@x' },
      { role: 'co-author', name: 'b@x' },
      { role: 'co-author', name: 'D' },
    ]);
  });
});

describe('parseApproval', () => {
  const text = JSON.stringify(approve({}), null, 2);
  it.each([
    ['an unknown schema', text.replace('approval/v1', 'approval/v2'), /schema/],
    ['an unknown key', text.replace('"kind"', '"kinds": 1, "kind"'), /Did you mean kind\?/],
    ['a key given twice', text.replace('"head":', '"base": "x", "head":'), /unique/],
    ['a name in another script', text.replace('ann@', 'аnn@'), /printable ASCII/],
    ['a time that does not exist', text.replace('06-01T13', '13-01T13'), /time that exists/],
    ['half a file', text.slice(0, 200), /cut off/],
    ['YAML', 'schema: interlock/approval/v1\n', /not valid JSON/],
  ])('refuses %s with its line', (_, bad, message) => {
    expect(parseApproval(bad, 'a.json')).toMatchObject({
      ok: false,
      error: {
        kind: 'malformed-file',
        file: 'a.json',
        message: expect.stringMatching(message),
        line: expect.any(Number),
      },
    });
  });

  it('reads what was written', () => {
    expect(parseApproval(text, 'a.json')).toEqual({ ok: true, value: approve({}) });
  });
});
