import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '@interlock/core/digest';
import { makeEvidence, type EvidenceScene } from './fixture/evidence-scene.ts';
import { readEvents } from './fixture/read-events.ts';
import { runAction, runCommand } from './run-action.ts';

let scene: EvidenceScene;
beforeAll(async () => {
  scene = await makeEvidence();
}, 120_000);
afterAll(() => rmSync(scene.folder, { recursive: true, force: true }));

/** Publishes the report of a copy of the evidence that was changed. */
async function publish(change: (folder: string) => void = () => {}, more: readonly string[] = []) {
  const work = mkdtempSync(join(scene.folder, 'copy-'));
  cpSync(scene.evidence, join(work, 'evidence'), { recursive: true });
  change(join(work, 'evidence'));
  const trust = ['--repository', join(scene.folder, 'repo'), '--base', scene.base];
  const run = await runCommand(['publish-report', '--path', 'evidence', ...trust, ...more], { cwd: work });
  const file = join(work, 'report.html');
  const page = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return { ...run, page, work };
}

describe('the report of real evidence', () => {
  it('says what the verdict is, that the evidence holds, and what is missing', async () => {
    const { exitCode, page, stderr, stdout } = await publish();
    expect([exitCode, stdout]).toEqual([
      0,
      `report-path=report.html\nreport-digest=${sha256(page)}\ndecision=needs-approval\nevidence=verified\n`,
    ]);
    expect(stderr).toMatch(/^Interlock report: Needs approval · head [0-9a-f]{7}\n/);
    expect(page).toContain('Everything that can be checked here holds.');
    expect(page).toContain('verify-approval answered: approved.');
    expect(page).toMatch(/ann@example\.org/);
    expect(page).toContain('Looks of canary-decision.json');
    expect(page).toContain('No ledger was given');
    expect(page).toContain('No diagram was given');
  });

  it('is the same bytes each time', async () => {
    expect((await publish()).page).toBe((await publish()).page);
  });

  it.each([
    ['a verdict that was changed', (folder: string) => edit(folder, 'verdict.json', '"needs-approval"', '"merge"')],
    ['an event that was changed', (folder: string) => edit(folder, 'events.jsonl', '"done"', '"refused"')],
    ['a file that is cut off', (folder: string) => truncateSync(join(folder, 'canary-decision.json'), 100)],
    ['an SBOM that is no JSON', (folder: string) => writeFileSync(join(folder, 'sbom.cdx.json'), '{')],
    ['a schema that is not known', (folder: string) => edit(folder, 'verdict.json', 'verdict/v1', 'verdict/v9')],
  ])('is written all the same of %s, and says that it does not hold', async (_, change) => {
    const { exitCode, page, stdout } = await publish(change);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('evidence=failed\n')]);
    expect(page).toContain('<div class="banner bad">');
    expect(page).toMatch(/(?:but|and) the evidence does not hold/);
  });

  it('says so of a file that is too large to be read', async () => {
    const { exitCode, page } = await publish((folder) => truncateSync(join(folder, 'canary-decision.json'), 33 << 20));
    expect(exitCode).toBe(0);
    expect(page).toContain('too large to be read');
    expect(page).toContain('No canary ran');
  });

  it('is written nowhere where it cannot be written', async () => {
    const { exitCode, page, stderr } = await publish(undefined, ['--output-file', 'evidence/verdict.json/report.html']);
    expect([exitCode, page]).toEqual([3, '']);
    expect(stderr).toMatch(/report\.html/);
  });

  it('does not leave the report of another run standing where there is none', async () => {
    const work = mkdtempSync(join(scene.folder, 'older-'));
    writeFileSync(join(work, 'report.html'), 'of another run');
    const { exitCode } = await runCommand(['publish-report', '--path', 'gone'], { cwd: work });
    expect([exitCode, existsSync(join(work, 'report.html'))]).toEqual([2, false]);
  });

  it('leaves an event that names its digest, and a summary', async () => {
    const work = mkdtempSync(join(scene.folder, 'action-'));
    cpSync(scene.evidence, join(work, 'evidence'), { recursive: true });
    const inputs = { path: 'evidence', 'public-key': join(scene.folder, 'public.pem') };
    const { exitCode, outputs, summary } = await runAction('publish-report', inputs, { cwd: work });
    expect([exitCode, outputs['evidence']]).toEqual([0, 'undecided']);
    expect(summary).toMatch(/\| Verdict and why \| needs approval: 0 blocking, 1 to approve, \d+ shown \|/);
    const [event] = readEvents(work);
    expect(event).toMatchObject({ type: 'report-published', outcome: 'done' });
    expect(event?.subjects.map(({ digest }) => digest)).toContain(outputs['report-digest']);
  });
});

function edit(folder: string, name: string, from: string, to: string): void {
  const text = readFileSync(join(folder, name), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, name), text.replace(from, to));
}
