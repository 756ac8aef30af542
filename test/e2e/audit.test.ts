import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Audit } from '@interlock/core/audit';
import { parseInputs } from '@interlock/core/operation';
import { audit, handleAudit } from '@interlock/operations/audit';
import { auditPorts } from '../../packages/bundle/src/compose/audit.ts';
import { makeEvidence, type EvidenceScene } from './fixture/evidence-scene.ts';
import { runCommand } from './run-action.ts';

let scene: EvidenceScene;
beforeAll(async () => {
  scene = await makeEvidence();
}, 120_000);

const at = (name: string) => join(scene.folder, name);
const trust = (): Readonly<Record<string, string>> => ({ repository: at('repo'), base: scene.base });
const keysOnly = () => ({ 'public-key': at('public.pem'), approvers: at('approvers') });
const ports = auditPorts({ info: () => {}, progress: () => {}, annotate: () => {}, summary: () => {} });

/** Audits a copy of the evidence that was changed, and gives the report. */
async function auditChanged(change: (folder: string) => void, given: Readonly<Record<string, string>> = trust()) {
  const work = mkdtempSync(join(scene.folder, 'copy-'));
  const [folder, report] = [join(work, 'evidence'), join(work, 'report.json')];
  cpSync(scene.evidence, folder, { recursive: true });
  change(folder);
  const all: Readonly<Record<string, string>> = { path: folder, 'output-file': report, ...given };
  const inputs = parseInputs(audit, (name) => all[name]);
  if (!inputs.ok) throw new Error(inputs.error[0]?.message);
  const answer = await handleAudit(inputs.value, ports);
  const read = answer.ok ? (JSON.parse(readFileSync(report, 'utf8')) as Audit) : undefined;
  rmSync(work, { recursive: true });
  return { answer, report: read, failing: read?.checks.filter(({ state }) => state === 'fails') ?? [] };
}

const edit = (name: string, from: string | RegExp, to: string) => (folder: string) => {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  expect(text.replace(from, to)).not.toBe(text);
  writeFileSync(path, text.replace(from, to));
};

describe('audit of real evidence', () => {
  it('finds that all of it holds, link by link, and says what it did not check', async () => {
    const run = await runCommand(['audit', '--path', 'evidence', '--repository', 'repo', '--base', scene.base], {
      cwd: scene.folder,
    });
    expect([run.exitCode, run.stdout]).toEqual([0, 'result=verified\nreport-path=\nfailed=0\nuncovered=2\n']);
    expect(run.stderr).toMatch(/^Audit: verified/);
    expect(run.stderr).toMatch(/Not checked at all: transparency logs/);
    const { failing, report } = await auditChanged(() => undefined);
    expect(failing).toEqual([]);
    expect(report?.links.map(({ link, state }) => [link, state])).toEqual([
      ['manifest', 'missing'],
      ['commits', 'missing'],
      ['SBOM', 'present'],
      ['reports', 'present'],
      ['signed artifact', 'present'],
      ['policy input', 'present'],
      ['verdict', 'present'],
      ['capability record', 'missing'],
      ['approval request', 'present'],
      ['approval', 'present'],
      ['merge', 'missing'],
      ['stored artifact', 'missing'],
      ['deployment', 'missing'],
      ['canary decision', 'present'],
      ['flag', 'missing'],
      ['rollback', 'missing'],
    ]);
    expect(report?.coverage.uncovered).toEqual(['canary-decision.json', 'events.jsonl']);
    expect(report?.coverage.signed).toEqual(
      expect.arrayContaining(['app.tgz', 'sbom.cdx.json', 'verdict.sigstore.json', 'artifact.sigstore.json']),
    );
    const { signed, named, uncovered } = report?.coverage ?? { signed: [], named: [], uncovered: [] };
    expect([...signed, ...named, ...uncovered].toSorted()).toEqual(readdirSync(scene.evidence).toSorted());
  });

  it.each([
    ['a public key and approvers', () => ({ 'public-key': at('public.pem'), approvers: at('approvers') })],
    ['files with the signers and approvers', () => ({ signers: at('signers'), approvers: at('approvers') })],
  ])('takes %s', async (_, given) => {
    expect(await auditChanged(() => undefined, given())).toMatchObject({ answer: { value: { exitCode: 0 } } });
  });

  it.each([
    ['nobody is trusted', () => ({}), 'no trusted key was given'],
    ['there are no approvers', () => ({ 'public-key': at('public.pem') }), 'no approvers were given'],
  ])('cannot decide where %s', async (_, given, says) => {
    const { answer, report } = await auditChanged(() => undefined, given());
    expect(answer).toMatchObject({ value: { exitCode: 3, outputs: { result: 'undecided' } } });
    expect(report?.checks).toContainEqual(
      expect.objectContaining({ state: 'unknown', says: expect.stringContaining(says) }),
    );
  });

  it('cannot decide where nothing is signed', async () => {
    const { answer } = await auditChanged((folder) => {
      for (const name of readdirSync(folder)) if (name !== 'app.tgz') rmSync(join(folder, name));
    });
    expect(answer).toMatchObject({ value: { exitCode: 3 } });
  });
});

describe('audit of evidence that was tampered with', () => {
  it.each<readonly [string, (folder: string) => void, string, RegExp]>([
    [
      'an artifact',
      edit('app.tgz', 'art', 'ART'),
      'app.tgz',
      /not the file that artifact\.sigstore\.json was signed for/,
    ],
    ['a signature', edit('verdict.sigstore.json', /"sig":"M/, '"sig":"N'), 'verdict.sigstore.json', /./],
    [
      'a bundle that somebody else signed for',
      (folder) => {
        const bundle = readFileSync(join(folder, 'artifact.sigstore.json'), 'utf8');
        writeFileSync(join(folder, 'sbom.sigstore.json'), bundle.replace('payload":"', 'payload":"e30'));
      },
      'sbom.sigstore.json',
      /./,
    ],
    ['a line of evidence.jsonl', edit('evidence.jsonl', /"sig":"M/, '"sig":"N'), 'evidence.jsonl', /line 1/],
    ['the SBOM', edit('sbom.cdx.json', '"0.1.0"', '"6.6.6"'), 'sbom.cdx.json', /not the SBOM that was signed/],
    [
      'the decision',
      edit('verdict.json', '"needs-approval"', '"merge"'),
      'verdict.json',
      /does not follow from its findings/,
    ],
    ['a finding', edit('verdict.json', '"asks": "approval"', '"asks": "show"'), 'verdict.json', /does not follow/],
    [
      'the head of the verdict',
      edit('verdict.json', /"head": "[0-9a-f]{4}/, '"head": "0000'),
      'verdict.sigstore.json',
      /is about commit/,
    ],
    [
      'the policy of the verdict',
      edit('verdict.json', 'pack:zero-config', 'pack:nothing'),
      'verdict.sigstore.json',
      /another result or policy/,
    ],
    ['the policy input', edit('policy-input.json', 'ci.yml', 'cd.yml'), 'verdict.json', /another policy input/],
    ['an approval', edit('approval.json', /"change": 7/, '"change": 8'), 'approval.json', /not over this subject/],
    ['a request', edit('approval-request.json', /"change": 7/, '"change": 8'), 'approval-request.json', /another code/],
    [
      'an answer',
      edit('approval-result.json', /"requestDigest": "sha256:..../, '"requestDigest": "sha256:0000'),
      'approval-result.json',
      /another request/,
    ],
    [
      'the looks of a canary',
      edit('canary-decision.json', '"errors": 10', '"errors": 9'),
      'canary-decision.json',
      /follows from the looks/,
    ],
    [
      'the answer of a canary',
      edit('canary-decision.json', '"promote"', '"rollback"'),
      'canary-decision.json',
      /follows from the looks/,
    ],
    ['an event', edit('events.jsonl', '"files":1', '"files":2'), 'events.jsonl', /line 2 does not hold/],
    ['an event taken out', edit('events.jsonl', /^.*\n/, ''), 'events.jsonl', /line 1 does not hold/],
    ['a checksum', edit('checksums.txt', /^..../, '0000'), 'app.tgz', /another digest than checksums\.txt/],
    [
      'the report',
      edit('report.html', 'needs approval', 'merge'),
      'report.html',
      /not the file that events\.jsonl names/,
    ],
    ['a schema', edit('verdict.json', 'verdict/v1', 'verdict/v9'), 'verdict.json', /not known to this version/],
    [
      'a document cut off',
      (folder) => writeFileSync(join(folder, 'verdict.json'), '{'),
      'verdict.json',
      /not valid JSON/,
    ],
    [
      'a key that is not trusted',
      (folder) => {
        const forged = readFileSync(join(folder, 'approval.json'), 'utf8').replace('ann@', 'eve@');
        writeFileSync(join(folder, 'approval.json'), forged);
      },
      'approval.json',
      /./,
    ],
  ])('shows %s', async (_, change, file, says) => {
    const { answer, failing } = await auditChanged(change);
    expect(answer).toMatchObject({ value: { exitCode: 1, outputs: { result: 'failed' } } });
    expect(failing).toContainEqual({ file, state: 'fails', says: expect.stringMatching(says) });
  });

  it('holds against keys of its own: those in the folder are never taken', async () => {
    const other = await makeEvidence();
    const { answer } = await auditChanged((folder) => {
      for (const name of readdirSync(other.evidence)) cpSync(join(other.evidence, name), join(folder, name));
      for (const name of ['public.pem', 'signers', 'approvers']) cpSync(join(other.folder, name), join(folder, name));
    });
    expect(answer).toMatchObject({ value: { exitCode: 1 } });
    rmSync(other.folder, { recursive: true });
  }, 120_000);

  it('never passes a byte that was changed, unless it says that nothing covers the file', async () => {
    const names = readdirSync(scene.evidence);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, seed, flip) => {
          const { answer, report } = await auditChanged((folder) => {
            const bytes = readFileSync(join(folder, name));
            const place = seed % bytes.length;
            bytes[place] = (bytes[place] ?? 0) ^ flip;
            writeFileSync(join(folder, name), bytes);
          }, keysOnly());
          const passed = answer.ok && answer.value.exitCode === 0;
          expect(!passed || report?.coverage.uncovered.includes(name)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  }, 300_000);
});

describe('audit that was called wrongly', () => {
  it.each<readonly [string, () => Readonly<Record<string, string>>, string, RegExp]>([
    ['two sources of trust', () => ({ ...trust(), 'public-key': at('public.pem') }), 'usage', /More than one/],
    ['a folder that is not there', () => ({ path: at('gone') }), 'missing-file', /./],
    ['a file in place of a folder', () => ({ path: at('signers') }), 'wrong-file-type', /./],
    ['a key that is not there', () => ({ 'public-key': at('gone.pem') }), 'missing-file', /./],
    ['a private key', () => ({ 'public-key': at('key.pem') }), 'bad-key', /private key/],
    ['signers that cannot be read', () => ({ signers: at('unit.xml') }), 'malformed-file', /./],
    ['signers in place of approvers', () => ({ ...trust(), approvers: at('signers') }), 'malformed-file', /namespace/],
    ['a base that is not there', () => ({ ...trust(), base: 'gone' }), 'bad-repository', /./],
    [
      'a report in place of evidence',
      () => ({ path: scene.evidence, 'output-file': join(scene.evidence, 'verdict.json') }),
      'usage',
      /would replace/,
    ],
    [
      'a key of the folder',
      () => ({ path: scene.evidence, signers: join(scene.evidence, 'checksums.txt') }),
      'malformed-file',
      /./,
    ],
  ])('is refused with %s', async (_, given, kind, says) => {
    const { answer } = await auditChanged(() => undefined, given());
    expect(answer).toMatchObject({ ok: false, error: { kind, message: expect.stringMatching(says) } });
  });

  it('refuses a list of signers that lies in the folder itself, and links', async () => {
    const folder = mkdtempSync(join(scene.folder, 'own-'));
    cpSync(at('signers'), join(folder, 'signers'));
    const own = { path: folder, signers: join(folder, 'signers') };
    const refused = { ok: false, error: { kind: 'usage', message: expect.stringMatching(/folder that is audited/) } };
    expect((await auditChanged(() => undefined, own)).answer).toMatchObject(refused);
    const linked = await auditChanged((copy) => symlinkSync(at('signers'), join(copy, 'link')));
    expect(linked.answer).toMatchObject({ ok: false, error: { kind: 'wrong-file-type' } });
    const empty = await auditChanged(() => undefined, { path: mkdtempSync(join(scene.folder, 'empty-')) });
    expect(empty.answer).toMatchObject({ ok: false, error: { kind: 'no-match' } });
  });
});
