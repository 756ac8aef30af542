import { audit, type AuditFile } from '../audit/index.ts';
import { conclude, observe, startRun } from '../canary/index.ts';
import { sha256 } from '../digest/index.ts';
import { chainEvents, eventLine, ulid } from '../event/index.ts';
import { makeApproval } from '../approval/make-approval.ts';
import { acceptedFindings } from '../approval/index.ts';
import { fail } from '../failure/index.ts';
import { makeSshKey } from '../evidence/make-ssh-signature.ts';
import { decide } from '../verdict/index.ts';
import { gatherParts, type GivenParts, type ReportParts } from './gather.ts';

export const trustNobody = {
  keys: [],
  approvers: [],
  approvable: [],
  verifyBundle: () => fail('not-verified', 'Nobody signed this.'),
};

export function evidenceFile(path: string, content: unknown): AuditFile {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return { path, digest: sha256(text), text };
}

/** The parts of a folder with these files, about whose signatures nobody is trusted. */
export function partsOf(files: readonly AuditFile[], given: GivenParts = {}): ReportParts {
  return gatherParts(files, audit(files, trustNobody), given);
}

const [head, base] = ['a'.repeat(40), 'b'.repeat(40)];
const time = '2026-02-01T00:00:00.000Z';

/** A whole folder of documents of ours with `text` wherever they hold one, and a ledger and a diagram with it. */
export function filesWith(text: string): readonly AuditFile[] {
  // An approval takes no control characters.
  const line = text.replace(/\p{Cc}/gu, ' ').slice(0, 200);
  const policy = { name: text, digest: sha256('policy') };
  const verdict = decide({ policy, base, head, evaluated: [text], notEvaluated: [text] }, [
    { policy: text, asks: 'approval', path: text, line: 1, title: text, message: text, fix: text },
    { policy: text, asks: 'block', message: text },
  ]);
  const approval = makeApproval(makeSshKey('ssh-ed25519'), {
    schema: 'interlock/approval-subject/v1',
    kind: 'break-glass',
    repository: 'example.org/<b>repo</b>',
    change: line,
    head,
    baseRef: line,
    base,
    policyDigest: policy.digest,
    findingsDigest: acceptedFindings(verdict).digest,
    rules: ['<script>rule</script>'],
    nonce: '0'.repeat(32),
    notBefore: '2026-02-01T00:00:00Z',
    expires: '2026-02-02T00:00:00Z',
    reason: line,
    approver: '<img/src=x/onerror=alert(1)>',
  });
  return [
    evidenceFile(`${text}.json`, verdict),
    evidenceFile('approval.json', approval),
    evidenceFile('reports.json', reportsWith(text)),
    evidenceFile('sbom.json', sbomOf([{ name: text, version: text, licences: text }])),
    evidenceFile('canary.json', { ...canaryOf(20), reason: text }),
    evidenceFile('events.jsonl', eventsWith(line)),
    evidenceFile('cut.json', '{"a":'),
  ];
}

export const ledgerWith = (text: string): GivenParts['ledger'] => ({
  checkpoint: { origin: text, size: 3, root: text },
  isRemembered: true,
  findings: [{ kind: text, message: text, file: text, index: 1 }],
  entries: [{ index: 0, id: text, type: text, assertedBy: 'observed', outcome: text, time: text }],
});

export const diagramWith = (text: string, svg?: string): GivenParts['diagram'] => ({
  name: text,
  verdict: 'deviates',
  why: text,
  expected: [text],
  messages: [{ from: text, to: text, label: text, state: 'taken', events: [text] }],
  svg,
});

export function canaryOf(looks: number) {
  const limits = { alpha: 0.01, beta: 0.01, delta: 1, deltaMax: 2, guardSamples: 100, minSamples: 100 };
  const steps = [{ weight: 50, hold: 10 }];
  let run = startRun({ ...limits, bake: 10, timeout: 600, steps, sourceClass: 'platform' }, 0);
  for (let look = 1; look <= looks; look++) {
    const counts = { canary: { requests: 500, errors: 10 }, baseline: { requests: 500, errors: 10 } };
    run = observe(run, { time: look * 10_000, weight: 50, ...counts });
  }
  return conclude(run, { ending: 'evidence', configDigest: sha256('config'), missedReads: 0 });
}

export function sbomOf(
  packages: readonly { readonly name: string; readonly version: string; readonly licences: string }[],
): unknown {
  const components = packages.map(({ licences, name, version }) => ({
    type: 'library',
    name,
    version,
    licenses: [{ license: { name: licences } }],
  }));
  return { bomFormat: 'CycloneDX', specVersion: '1.6', components };
}

function eventsWith(text: string): string {
  const event = {
    id: ulid(1, new Uint8Array(10)),
    case: 'local',
    type: 'change-merged' as const,
    time,
    actor: { operation: text, host: 'github' as const, run: 'javascript:alert(1)' },
    subjects: [{ name: text, digest: sha256('subject') }],
    outcome: 'done' as const,
    facts: { [text]: text },
  };
  return chainEvents([], [event]).map(eventLine).join('');
}

function reportsWith(text: string) {
  const source = { class: 'claim', files: [{ path: text, digest: sha256('report') }] };
  const counts = { critical: 0, high: 1, medium: 0, low: 0, info: 0 };
  const finding = { ruleId: text, path: 'src/<a>.ts', line: 1, message: text, fingerprint: sha256('finding') };
  return {
    schema: 'interlock/reports/v1',
    tests: [
      {
        suite: 'unit',
        ...source,
        total: 2,
        passed: 1,
        failed: 1,
        errored: 0,
        skipped: 0,
        durationSeconds: 1,
        failures: [{ name: text, file: text, message: text }],
        omittedFailures: 0,
      },
    ],
    coverage: [
      {
        suite: 'unit',
        ...source,
        lines: { found: 4, hit: 1, percent: 25 },
        branches: null,
        functions: null,
        perFile: [{ path: 'src/<b>.ts', found: 4, hit: 1, uncovered: [[2, 4]] }],
      },
    ],
    scans: [
      {
        tool: { name: text, version: text },
        ...source,
        succeeded: true,
        counts,
        findings: [
          { ...finding, severity: 'high', state: 'open' },
          { ...finding, severity: 'low', state: 'dismissed' },
        ],
      },
    ],
  };
}
