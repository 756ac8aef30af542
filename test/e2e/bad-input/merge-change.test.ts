import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentsFile, makeMergeScene, repositoryName, type MergeScene } from '../fixture/merge-scene.ts';
import { checkRows } from './check-rows.ts';
import type { Row } from './row.ts';

const inputs = { verdict: 'verdict.json', repository: 'forge.git', 'repository-name': repositoryName, request: '1' };
const edited = (folder: string, name: string, edit: (text: string) => string) =>
  writeFileSync(join(folder, name), edit(readFileSync(join(folder, name), 'utf8')));

interface Made {
  readonly files?: Readonly<Record<string, string>>;
  readonly more?: Readonly<Record<string, string>>;
  readonly edit?: (folder: string, scene: MergeScene) => void;
}

/** A request that is judged, but has no required check and is wrong in one more way. */
const wrong = (name: string, { edit, files = {}, more = {} }: Made, told: Omit<Row, 'name' | 'prepare'>): Row => ({
  name,
  prepare: (folder) => {
    const scene = makeMergeScene(folder, files);
    scene.git('branch', 'agent/fix', 'next');
    scene.verdict(scene.commitOn('agent/fix', { 'src/a.ts': 'two\n' }));
    scene.openNow('agent/fix');
    edit?.(folder, scene);
    return { ...inputs, ...more };
  },
  ...told,
});

checkRows({
  operation: 'merge-change',
  face: 'command',
  rows: [
    wrong(
      'a verdict that is no JSON',
      { edit: (folder) => writeFileSync(join(folder, 'verdict.json'), '{') },
      { exitCode: 2, file: 'verdict.json', says: /JSON/, fix: /restore it/ },
    ),
    wrong(
      'a verdict of an unknown schema',
      { edit: (folder) => edited(folder, 'verdict.json', (text) => text.replace('verdict/v1', 'verdict/v9')) },
      { exitCode: 2, file: 'verdict.json', line: 1, says: /schema/, fix: /evaluate-policy wrote/ },
    ),
    wrong(
      'a verdict that names no base',
      { edit: (folder) => edited(folder, 'verdict.json', (text) => text.replace(/"base":"\w+",/, '')) },
      { exitCode: 2, file: 'verdict.json', says: /does not say its base/, fix: /evaluate-policy wrote/ },
    ),
    wrong(
      'an answer about an approval that is an approval',
      {
        more: { 'approval-result': 'approval.json' },
        edit: (folder) => writeFileSync(join(folder, 'approval.json'), '{"schema": "interlock/approval/v1"}'),
      },
      { exitCode: 2, file: 'approval.json', line: 1, says: /schema/, fix: /verify-approval wrote/ },
    ),
    wrong(
      'reports that are none',
      { more: { reports: 'r.json' }, edit: (folder) => writeFileSync(join(folder, 'r.json'), '{}') },
      { exitCode: 2, file: 'r.json', says: /no interlock\/reports\/v1 document/, fix: /collect-reports/ },
    ),
    wrong(
      'an agents.yml with an unknown key',
      { files: { '.interlock/agents.yml': agentsFile.replace('workspace:', 'workspaces:') } },
      {
        exitCode: 2,
        file: '.interlock/agents.yml',
        line: 5,
        says: /Did you mean workspace\?/,
        fix: /An agent has key, workspace/,
      },
    ),
    wrong(
      'an agents.yml of an unknown schema',
      { files: { '.interlock/agents.yml': agentsFile.replace('agents/v1', 'agents/v9') } },
      { exitCode: 2, file: '.interlock/agents.yml', line: 1, says: /schema/, fix: /An agent has key/ },
    ),
    wrong(
      'a configuration with a method that nobody knows',
      { files: { '.interlock/config.yml': 'merge:\n  method: octopus\n' } },
      { exitCode: 2, file: '.interlock/config.yml', line: 2, says: /octopus/, fix: /merge/ },
    ),
    wrong(
      'another method than the base asks for',
      { files: { '.interlock/config.yml': 'merge: { method: squash }\n' }, more: { method: 'rebase' } },
      { exitCode: 2, says: /asks for squash, and rebase is given/, fix: /Leave the input out/ },
    ),
    wrong('a request that is not there', { more: { request: '9' } }, { exitCode: 2, says: /9/, fix: /request/ }),
    wrong(
      'both a request and a branch',
      { more: { branch: 'agent/fix' } },
      { exitCode: 2, says: /Both request and branch/, fix: /Leave one of them out/ },
    ),
    wrong(
      'a name without a host',
      { more: { 'repository-name': 'service' } },
      { exitCode: 2, says: /host and path were expected, and it is service/, fix: /github\.com\/octo/ },
    ),
    wrong(
      'a key that is none',
      { more: { key: 'key.pem' }, edit: (folder) => writeFileSync(join(folder, 'key.pem'), 'x', { mode: 0o600 }) },
      { exitCode: 2, file: 'key.pem', says: /PEM/, fix: /key/ },
    ),
    wrong(
      'an output that replaces the verdict',
      { more: { 'output-file': 'verdict.json' } },
      { exitCode: 2, says: /verdict/, fix: /another/ },
    ),
    {
      name: 'a job without a token',
      face: 'action',
      prepare: (folder) => {
        makeMergeScene(folder);
        return { ...inputs, token: '' };
      },
      exitCode: 2,
      says: /There is no token to merge with/,
      fix: /Set INTERLOCK_TOKEN \(in an action: the input token\)/,
    },
    wrong(
      'a check that has not answered',
      {},
      {
        exitCode: 1,
        says: /The required check interlock has not answered yet/,
        fix: /Wait until the check/,
        leaves: {},
      },
    ),
    wrong(
      'a base that moved',
      { edit: (_, { commitOn }) => void commitOn('next', { 'other.md': 'x\n' }) },
      { exitCode: 1, says: /next is at \w{12}, and the verdict is about/, fix: /judge it again there/, leaves: {} },
    ),
    wrong(
      'a head that moved',
      { edit: (_, { commitOn }) => void commitOn('agent/fix', { 'src/a.ts': 'three\n' }) },
      {
        exitCode: 1,
        says: /The request is at \w{12}, and \w{12} was judged/,
        fix: /Judge the change as it is now/,
        leaves: {},
      },
    ),
  ],
});
