import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkOutputs, clearOutputs, hashFile, listFolder, readFile, writeFile } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { verifyBundle } from '@interlock/adapters/sigstore';
import { decide } from '@interlock/core/verdict';
import { handlePublishReport } from './index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-publish-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const write = (name: string, text: string) => {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
};
const verdict = JSON.stringify(
  decide({ policy: { name: 'pack:x' }, head: 'a'.repeat(40), evaluated: [], notEvaluated: [] }, [
    { policy: 'scope', asks: 'show', path: '<img src=x>', message: 'outside' },
  ]),
);

async function publish(
  inputs: {
    readonly path?: string;
    readonly outputFile?: string;
    readonly baseSbom?: string;
    readonly ledgerCheck?: string;
    readonly diagramCheck?: string;
    readonly drawing?: string;
  } = {},
) {
  let summary = '';
  const reporter = {
    info: () => {},
    progress: () => {},
    annotate: () => {},
    summary: (text: string) => (summary = text),
  };
  const { path = 'evidence', outputFile = 'report.html', baseSbom, ledgerCheck, diagramCheck, drawing } = inputs;
  const result = await handlePublishReport(
    {
      path: at(path),
      outputFile: at(outputFile),
      repository: folder,
      publicKey: undefined,
      signers: undefined,
      base: undefined,
      approvers: undefined,
      baseSbom: baseSbom === undefined ? undefined : at(baseSbom),
      ledgerCheck: ledgerCheck === undefined ? undefined : at(ledgerCheck),
      diagramCheck: diagramCheck === undefined ? undefined : at(diagramCheck),
      drawing: drawing === undefined ? undefined : at(drawing),
    },
    {
      checkOutputs,
      clearOutputs,
      hashFile,
      listFolder,
      readFile,
      writeFile,
      openRepository,
      verifyBundle,
      reporter,
      clock: { now: () => 0 },
    },
  );
  return { result, summary };
}

describe('publish-report', () => {
  it('writes the report and a summary of the same lines, without trust in anybody', async () => {
    write('evidence/verdict.json', verdict);
    const { result, summary } = await publish();
    expect(result).toMatchObject({
      ok: true,
      value: { exitCode: 0, outputs: { decision: 'merge', evidence: 'undecided' } },
    });
    expect(readFileSync(at('report.html'), 'utf8')).toContain('&lt;img src=x&gt;');
    expect(summary).toMatch(/^Interlock report: \*\*Merge, unproven\*\* · head aaaaaaa\n/);
    expect(summary).toMatch(/\| Verdict and why \| merge: 0 blocking, 0 to approve, 1 shown \|/);
  });

  it('compares with the SBOM of the base that is given', async () => {
    const sbom = (version: string) => JSON.stringify({ bomFormat: 'CycloneDX', components: [{ name: 'a', version }] });
    write('evidence/sbom.json', sbom('2'));
    write('base.json', sbom('1'));
    const { summary } = await publish({ baseSbom: 'base.json' });
    expect(summary).toMatch(/1 package: 0 added, 1 changed, 0 removed/);
  });

  it('shows what verify-ledger found, and no file of the folder in its place', async () => {
    const check = {
      schema: 'interlock/ledger-check/v1',
      result: 'verified',
      origin: 'forge.example/team/app/interlock',
      size: 9,
      root: 'AAAA',
      remembered: true,
      findings: [],
      cases: [
        {
          case: 'forge.example/team/app!7',
          claimed: 1,
          observed: 0,
          redacted: 0,
          sources: [],
          entries: [
            {
              index: 8,
              id: '01KGB7ZK00040G2081040G2081',
              type: 'policy-evaluated',
              asserted_by: 'claimed',
              outcome: 'done',
              time: '2026-02-01T00:00:00.000Z',
              proof: 'c2sp.org/tlog-proof@v1\nindex 8\n',
            },
          ],
        },
      ],
    };
    write('evidence/verdict.json', verdict);
    write('check.json', JSON.stringify(check));
    const { summary } = await publish({ ledgerCheck: 'check.json' });
    expect(summary).toMatch(/\| Ledger \| holds: 9 entries \|/);
    expect(readFileSync(at('report.html'), 'utf8')).toMatch(
      /01KGB7ZK00040G2081040G2081[\s\S]*c2sp\.org\/tlog-proof@v1<[\s\S]*>index 8</,
    );
    write('evidence/check.json', JSON.stringify(check));
    expect((await publish({ ledgerCheck: 'evidence/check.json' })).result).toMatchObject({ error: { kind: 'usage' } });
  });

  it('shows the path through a diagram that check-diagrams found', async () => {
    const conformance = {
      diagram: 'flow',
      case: 'app!7',
      expect: 'complete',
      verdict: 'deviates',
      holds: 'no',
      entries: 2,
      ignored: 0,
      stopped: { index: 1, id: 'x', why: 'change-merged (done) is not allowed here' },
      expected: [{ diagram: 'flow', line: 9, label: 'return verdict', type: 'policy-evaluated' }],
      path: [],
      attempts: [],
      messages: [
        { line: 7, from: 'Agent', to: 'Repo', label: 'open request', state: 'taken', events: ['01KGB7ZK0004'] },
        { line: 9, from: 'Policy', to: 'CI', label: 'return verdict', state: 'not-taken', events: [] },
      ],
      unobserved: [],
    };
    const check = { schema: 'interlock/diagram-check/v1', result: 'fail', errors: 0, warnings: 0, strict: false };
    write('evidence/verdict.json', verdict);
    write('check.json', JSON.stringify({ ...check, diagrams: [], conformance }));
    const { summary } = await publish({ diagramCheck: 'check.json' });
    expect(summary).toMatch(/\| Diagram \| flow: deviates \|/);
    expect(readFileSync(at('report.html'), 'utf8')).toContain('change-merged (done) is not allowed here');
    write('flow.svg', '<svg xmlns="http://www.w3.org/2000/svg"></svg>\n');
    await publish({ diagramCheck: 'check.json', drawing: 'flow.svg' });
    expect(readFileSync(at('report.html'), 'utf8')).toContain('src="data:image/svg+xml;base64,PHN2Zy');
    write('flow.svg', '<html>');
    for (const inputs of [{ drawing: 'flow.svg' }, { diagramCheck: 'check.json', drawing: 'flow.svg' }])
      expect((await publish(inputs)).result).toMatchObject({ ok: false });
    write('check.json', JSON.stringify({ ...check, diagrams: [], conformance: null }));
    expect((await publish({ diagramCheck: 'check.json' })).result).toMatchObject({
      error: { kind: 'unsupported-format', message: 'No events were checked against a diagram here.' },
    });
  });

  it('replaces an older report, and never a file of the folder or of another input', async () => {
    write('evidence/verdict.json', verdict);
    write('report.html', 'of an earlier run');
    await publish();
    expect(readFileSync(at('report.html'), 'utf8')).not.toContain('of an earlier run');
    for (const outputFile of ['evidence/verdict.json', 'base.json']) {
      write('base.json', '{}');
      expect((await publish({ outputFile, baseSbom: 'base.json' })).result).toMatchObject({ error: { kind: 'usage' } });
    }
    expect(readFileSync(at('evidence/verdict.json'), 'utf8')).toBe(verdict);
    expect(readFileSync(at('base.json'), 'utf8')).toBe('{}');
  });

  it('leaves a folder alone that it cannot read whole', async () => {
    write('evidence/verdict.json', verdict);
    symlinkSync('/', at('evidence/link'));
    const { result } = await publish({ outputFile: 'evidence/verdict.json' });
    expect(result).toMatchObject({ error: { kind: 'wrong-file-type' } });
    expect(readFileSync(at('evidence/verdict.json'), 'utf8')).toBe(verdict);
  });
});
