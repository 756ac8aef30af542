import { describe, expect, it } from '@jest/globals';
import { acceptedFindings, approversFile, parseApprovers, requestOf, type ApprovalKind } from '../approval/index.ts';
import { makeApproval } from '../approval/make-approval.ts';
import { sha256, type Digest } from '../digest/index.ts';
import { chainEvents, eventLine, ulid } from '../event/index.ts';
import { makeSshKey } from '../evidence/make-ssh-signature.ts';
import { verificationSummaryType, type ParsedStatement } from '../evidence/index.ts';
import { fail, ok } from '../failure/index.ts';
import { decide, type PolicyFinding, type Verdict } from '../verdict/index.ts';
import { audit, type AuditFile, type AuditTrust } from './index.ts';

const file = (path: string, content: unknown): AuditFile => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return { path, digest: sha256(text), text };
};
const hex = (digest: Digest) => digest.slice('sha256:'.length);
const time = '2026-02-01T00:00:00.000Z';
const provenance = 'https://slsa.dev/provenance/v1';
const keys = { ann: makeSshKey('ssh-ed25519'), cia: makeSshKey('ssh-ed25519') };
const list = (lines: readonly string[]) => {
  const parsed = parseApprovers(lines.join('\n'), []);
  if (!parsed.ok) throw new Error(`${approversFile}: ${parsed.error.message}`);
  return parsed.value;
};
const line = (names: string, key: keyof typeof keys) => `${names} namespaces="interlock-approval@v1" ${keys[key].line}`;
const approvers = list([line('ann@example.com', 'ann'), line('cia@example.com', 'cia')]);

/** Bundles whose text says what they are trusted to have been signed for. */
const trust: AuditTrust = {
  keys: [],
  approvers,
  approvable: [],
  verifyBundle: (bytes) => {
    const { statement } = JSON.parse(new TextDecoder().decode(bytes)) as { statement?: ParsedStatement };
    const key = { spki: new Uint8Array(), fingerprint: sha256('key') };
    return statement === undefined ? fail('not-verified', 'Nobody listed signed this.') : ok({ statement, key });
  },
};
const bundle = (path: string, statement: Omit<ParsedStatement, '_type'>) =>
  file(path, { dsseEnvelope: {}, statement: { _type: 'https://in-toto.io/Statement/v1', ...statement } });
const about = (name: string, digest: Digest) => [{ name, digest: { sha256: hex(digest) } }];
const anything = bundle('any.sigstore.json', { predicateType: provenance, subject: [], predicate: {} });

function audited(files: readonly AuditFile[], more: Partial<AuditTrust> = {}) {
  const { checks, result } = audit([anything, ...files], { ...trust, ...more });
  const of = (state: string) => checks.filter((one) => one.state === state).map((one) => `${one.file}: ${one.says}`);
  return { result, fails: of('fails'), unknown: of('unknown'), notes: of('note') };
}

const commits = { base: 'b'.repeat(40), head: 'c'.repeat(40) };
const policy = { name: 'pack:x', digest: sha256('policy') };
const judged = (asks: PolicyFinding['asks'], more: object = {}): Verdict =>
  decide({ policy, ...commits, evaluated: [], notEvaluated: [], ...more }, [{ policy: 'p', asks, message: 'm' }]);
const merged = () =>
  file(
    'events.jsonl',
    chainEvents(
      [],
      [
        {
          id: ulid(1, new Uint8Array(10)),
          case: 'local',
          type: 'change-merged',
          time,
          actor: { operation: 'merge-change', host: 'github' },
          subjects: [],
          outcome: 'done',
          facts: {},
        },
      ],
    )
      .map(eventLine)
      .join(''),
  );

function approval(verdict: Verdict, by: keyof typeof keys, more: { kind?: ApprovalKind; approver?: string } = {}) {
  const { kind = 'normal', approver = `${by}@example.com` } = more;
  const { digest: findingsDigest, rules } = acceptedFindings(verdict);
  return makeApproval(keys[by], {
    schema: 'interlock/approval-subject/v1',
    repository: 'example.com/octo/repo',
    change: '7',
    baseRef: 'main',
    base: verdict.base ?? '',
    head: verdict.head ?? '',
    policyDigest: policy.digest,
    findingsDigest,
    rules,
    kind,
    ...(kind === 'break-glass' ? { reason: 'down' } : {}),
    notBefore: '2026-02-01T00:00:00Z',
    expires: '2026-02-01T01:00:00Z',
    nonce: 'ab'.repeat(16),
    approver,
  });
}

describe('an approval', () => {
  const asks = judged('approval');
  const blocked = judged('block');
  const other = judged('approval', { head: 'd'.repeat(40) });
  const letIn = (verdict: string) => expect.stringContaining(`${verdict}.json: says`);

  it('lets in the change that it is about', () => {
    const files = [merged(), file('verdict.json', asks), file('approval.json', approval(asks, 'ann'))];
    expect(audited(files)).toMatchObject({ result: 'verified', fails: [] });
  });

  it('lets in no other change of the folder', () => {
    const files = [merged(), file('verdict.json', asks), file('other.json', other)];
    expect(audited([...files, file('approval.json', approval(asks, 'ann'))]).fails).toEqual([letIn('other')]);
  });

  it('of kind normal passes over no block, unless the base says so', () => {
    const files = [merged(), file('verdict.json', blocked), file('approval.json', approval(blocked, 'ann'))];
    expect(audited(files).fails).toEqual([letIn('verdict')]);
    expect(audited(files, { approvable: ['p'] }).fails).toEqual([]);
    const unread = audited(files, { approvable: undefined });
    expect(unread).toMatchObject({ result: 'undecided', unknown: [expect.stringContaining('approvable')] });
  });

  it('that breaks the glass is two, by two people with two keys', () => {
    const glass = { kind: 'break-glass' } as const;
    const [verdict, one] = [file('verdict.json', blocked), file('a.json', approval(blocked, 'ann', glass))];
    const two = file('b.json', approval(blocked, 'cia', glass));
    expect(audited([merged(), verdict, one, two]).fails).toEqual([]);
    expect(audited([merged(), verdict, one]).fails).toEqual([letIn('verdict')]);
    expect(audited([merged(), verdict, one, { ...one, path: 'copy.json' }]).fails).toEqual([letIn('verdict')]);
    const both = list([line('ann@example.com,eve@example.com', 'ann')]);
    const again = file('b.json', approval(blocked, 'ann', { ...glass, approver: 'eve@example.com' }));
    expect(audited([merged(), verdict, one, again], { approvers: both }).fails).toEqual([letIn('verdict')]);
    expect(requestOf(approval(blocked, 'ann', glass).subject)).toEqual(
      requestOf(approval(blocked, 'cia', glass).subject),
    );
  });
});

describe('what was signed', () => {
  const summary = (path: string, verificationResult: 'PASSED' | 'FAILED', head = commits.head) =>
    bundle(path, {
      predicateType: verificationSummaryType,
      subject: [{ digest: { gitCommit: head } }],
      predicate: { policy: { uri: policy.name, digest: { sha256: hex(policy.digest) } }, verificationResult },
    });

  it('is compared with each of several verdicts', () => {
    const signed = summary('verdict.sigstore.json', 'FAILED');
    const [forged, second] = [file('verdict.json', judged('show')), file('x/verdict.json', judged('show'))];
    const one = expect.stringContaining('says another result or policy than');
    expect(audited([signed, forged]).fails).toEqual([one]);
    expect(audited([signed, forged, second]).fails.length).toBeGreaterThan(0);
    const right = file('x/verdict.json', judged('approval'));
    expect(audited([signed, forged, right]).fails).toEqual([expect.stringMatching(/^verdict\.json: .*signed/)]);
    expect(audited([signed, right]).fails).toEqual([]);
    const later = judged('show', { head: 'd'.repeat(40) });
    const more = [file('later.json', later), summary('later.sigstore.json', 'PASSED', later.head)];
    expect(audited([signed, right, ...more]).fails).toEqual([]);
  });

  it('for another file does not stand for the one whose name the bundle has', () => {
    const app = file('app.tgz', 'owned');
    const others = { predicateType: provenance, subject: about('other.tgz', sha256('right')), predicate: {} };
    expect(audited([app, bundle('app.tgz.sigstore.json', others)]).fails).toEqual([
      'app.tgz: is not what app.tgz.sigstore.json was signed for',
    ]);
    const own = { ...others, subject: about('other.tgz', app.digest) };
    expect(audited([app, bundle('app.tgz.sigstore.json', own)]).fails).toEqual([]);
  });

  it('for another artifact does not stand for the one that was deployed', () => {
    const deployed = (evidence: AuditFile, artifact: Digest) =>
      file('deployment.json', {
        schema: 'interlock/deployment/v1',
        environment: 'production',
        store: 'store',
        reference: 'release',
        manifest: sha256('manifest'),
        artifact: { digest: artifact, size: 3, path: 'app.tgz' },
        provenance: { bundle: evidence.digest, signer: 'ann', commit: 'a'.repeat(40) },
        sboms: [],
        passedOver: [],
        startedAt: time,
        finishedAt: time,
        answer: { hook: 'done', says: 'ok' },
        result: 'deployed',
        deployment: {
          digest: artifact,
          path: 'app.tgz',
          bundle: 'b.json',
          commit: 'a'.repeat(40),
          environment: 'production',
          deployedAt: time,
          outcome: 'success',
        },
      });
    const statement = { predicateType: provenance, subject: about('app.tgz', sha256('right')), predicate: {} };
    const evidence = bundle('evidence.sigstore.json', statement);
    expect(audited([evidence, deployed(evidence, sha256('right'))]).fails).toEqual([]);
    expect(audited([evidence, deployed(evidence, sha256('owned'))]).fails).toEqual([
      'deployment.json: evidence.sigstore.json was signed for another artifact than the one deployed',
    ]);
  });
});

describe('a document', () => {
  it('with a name twice means different things to different readers', () => {
    const text = JSON.stringify(judged('show')).replace('{', '{"decision":"merge",');
    expect(audited([file('verdict.json', text)]).fails).toEqual([
      'verdict.json: names "decision" twice, so that readers take it for different things',
    ]);
    const signed = JSON.stringify({ dsseEnvelope: {} }).replace('{', '{"dsseEnvelope":{},');
    expect(audited([file('a.sigstore.json', signed)]).fails).toHaveLength(1);
  });

  it.each(['verdict.json', 'x.JSON', 'events.jsonl', 'checksums.txt', 'x.sigstore.json'])(
    'that is too large to be read, as %s, leaves it undecided',
    (path) => {
      const large: AuditFile = { path, digest: sha256('large'), unread: 'too-large' };
      expect(audited([large])).toMatchObject({ result: 'undecided', unknown: [expect.stringContaining('too large')] });
    },
  );

  it('that is no UTF-8 fails; an artifact may be anything', () => {
    const odd = (path: string): AuditFile => ({ path, digest: sha256(path), unread: 'not-utf-8' });
    expect(audited([odd('verdict.json')]).fails).toEqual(['verdict.json: is no UTF-8']);
    expect(audited([odd('app.tgz'), { ...odd('large.tgz'), unread: 'too-large' }])).toMatchObject({
      result: 'verified',
      fails: [],
    });
  });
});

describe('what a file names', () => {
  const event = (name: string, digest: Digest) => ({
    id: ulid(1, new Uint8Array(10)),
    case: 'local',
    type: 'reports-collected' as const,
    time,
    actor: { operation: 'collect-reports', host: 'github' as const },
    subjects: [{ name, digest }],
    outcome: 'done' as const,
    facts: {},
  });

  it('is the file at the longest end of its path', () => {
    const chain = file(
      'events.jsonl',
      chainEvents([], [event('/job/x/a.txt', sha256('x'))])
        .map(eventLine)
        .join(''),
    );
    expect(audited([chain, file('a.txt', 'other'), file('x/a.txt', 'x')]).fails).toEqual([]);
    expect(audited([chain, file('a.txt', 'x'), file('x/a.txt', 'other')]).fails).toEqual([
      'x/a.txt: is not the file that events.jsonl names',
    ]);
  });

  it('is compared where reports were collected from it', () => {
    const reports = file('reports.json', {
      schema: 'interlock/reports/v1',
      tests: [
        {
          suite: 'unit',
          class: 'claim',
          files: [{ path: 'unit.xml', digest: sha256('right') }],
          total: 0,
          passed: 0,
          failed: 0,
          errored: 0,
          skipped: 0,
          durationSeconds: 0,
          failures: [],
          omittedFailures: 0,
        },
      ],
      coverage: [],
      scans: [],
    });
    expect(audited([reports, file('unit.xml', 'right')]).fails).toEqual([]);
    expect(audited([reports]).fails).toEqual([]);
    expect(audited([reports, file('unit.xml', 'other')]).fails).toEqual([
      'unit.xml: is not the file that reports.json was made from',
    ]);
  });
});
