import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { asksApproval, baseFiles, makeMergeScene, otherSigner, pemOf, repositoryName } from './fixture/merge-scene.ts';
import { runCommand } from './run-action.ts';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'interlock-audit-merge-'));
const at = (...names: readonly string[]) => join(folder, ...names);
const documents = ['verdict.json', 'approval.json', 'approval-result.json'];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An approved change, and then the revert of it, each with its evidence. */
beforeAll(async () => {
  const scene = makeMergeScene(folder);
  for (const list of ['signers', 'approvers']) writeFileSync(at(list), baseFiles[`.interlock/${list}`] ?? '');
  writeFileSync(at('key.pem'), pemOf(otherSigner), { mode: 0o600 });
  const merge = async (name: string, ...more: readonly string[]) => {
    mkdirSync(at(name));
    const common = ['--verdict=verdict.json', '--repository=forge.git', `--repository-name=${repositoryName}`];
    const outputs = [`--output-file=${name}/merge-link.json`, `--bundle-file=${name}/merge-link.sigstore.json`];
    const given = ['--key=key.pem', `--events-file=${name}/events.jsonl`, ...common, ...outputs, ...more];
    const { exitCode, stderr, stdout } = await runCommand(['merge-change', ...given], { cwd: folder });
    expect(`${exitCode}: ${stdout}${stderr}`).toMatch(/^0:/u);
    for (const file of documents) if (existsSync(at(file))) cpSync(at(file), at(name, file));
  };
  const head = await scene.change({ manifest: undefined, key: undefined });
  scene.verdict(head, [asksApproval]);
  await scene.succeed(head);
  const change = await scene.open('agent/fix');
  await scene.approve('normal', { head, base: scene.base, change });
  await merge('approved', `--request=${change}`, '--approval-result=approval-result.json');

  for (const file of documents) rmSync(at(file));
  scene.git('switch', '-q', 'next');
  scene.git('fetch', '-q', scene.forge, 'next');
  scene.git('reset', '-q', '--hard', 'FETCH_HEAD');
  const base = scene.commitOn('next', { 'src/a.ts': 'bad\n' });
  scene.git('switch', '-q', '-c', 'agent/undo');
  scene.git('revert', '--no-edit', base);
  scene.push('agent/undo');
  const undo = scene.git('rev-parse', 'HEAD');
  scene.verdict(undo, [asksApproval], base);
  await scene.succeed(undo);
  await merge('reverted', `--request=${await scene.open('agent/undo')}`, '--lane=revert');
});

async function auditOf(name: string, change: (evidence: string) => void = () => undefined) {
  rmSync(at('copy'), { recursive: true, force: true });
  cpSync(at(name), at('copy'), { recursive: true });
  change(at('copy'));
  const given = ['--path=copy', '--signers=signers', '--approvers=approvers'];
  const { exitCode, stderr, stdout } = await runCommand(['audit', ...given], { cwd: folder });
  return `${exitCode}: ${stdout}${stderr}`;
}

const edit = (file: string, from: string | RegExp, to: string) => (evidence: string) => {
  const text = readFileSync(join(evidence, file), 'utf8');
  expect(text.replace(from, to)).not.toBe(text);
  writeFileSync(join(evidence, file), text.replace(from, to));
};

it('audit follows a merge back to its verdict and its approval', async () => {
  const said = await auditOf('approved');
  expect(said).toMatch(/^0: result=verified/u);
  expect(said).toMatch(/merge-link\.json.*was merged on verdict\\?\.json, about the same head and base/u);
  expect(said).toMatch(/merge-link\.json.*was merged with the approval of approval-result\\?\.json/u);
});

it('audit asks for no approval of a revert that a trusted key signed for', async () => {
  expect(await auditOf('reverted')).toMatch(/^0: result=verified/u);
  const unsigned = await auditOf('reverted', (evidence) => rmSync(join(evidence, 'merge-link.sigstore.json')));
  expect(unsigned).toMatch(/^1: [^]*let in without an approval that holds/u);
});

it.each<readonly [string, (evidence: string) => void, RegExp]>([
  ['another tree', edit('merge-link.json', /"judgedTree": "..../u, '"judgedTree": "0000'), /another tree was merged/],
  ['another verdict', edit('verdict.json', '{', '{ '), /was merged on another verdict/],
  ['another head', edit('merge-link.json', /"head": "..../u, '"head": "0000'), /names another head or base/],
  [
    'another lane',
    edit('merge-link.json', '"lane": "default"', '"lane": "revert"'),
    /about another merge than the link/,
  ],
  ['another answer', edit('approval-result.json', '{', '{ '), /another answer about an approval/],
  ['no approval', (evidence) => rmSync(join(evidence, 'approval.json')), /let in without an approval that holds/],
  [
    'another link than the job wrote',
    edit('merge-link.json', '{', '{ '),
    /is not the file that events\\?\.jsonl names/,
  ],
])('audit tells a merge with %s', async (_, change, says) => {
  const said = await auditOf('approved', change);
  expect(said).toMatch(/^1: result=failed/u);
  expect(said).toMatch(says);
});
