import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bundleText, signerLine, statementAbout } from './bundles.ts';
import { expectHarmless } from './check-rows.ts';
import { asAction, asCommand } from './faces.ts';
import { keys } from './keys.ts';
import type { OperationName } from './operation-name.ts';
import { git, twoCommits } from './repository.ts';
import { makeScene, type Scene } from './scene.ts';

/** Settings that make some git command run the program that they name. */
const settings = [
  'core.fsmonitor',
  'core.pager',
  'core.editor',
  'core.sshCommand',
  'core.gitProxy',
  'core.alternateRefsCommand',
  'credential.helper',
  'diff.external',
  'diff.evil.textconv',
  'diff.evil.command',
  'filter.evil.clean',
  'filter.evil.smudge',
  'filter.evil.process',
  'merge.evil.driver',
  'gpg.program',
  'pager.log',
  'pager.show',
  'uploadpack.packObjectsHook',
];
const aliases = ['rev-parse', 'ls-tree', 'cat-file', 'log', 'diff', 'show', 'for-each-ref', 'version'];
const hooks = ['post-checkout', 'post-index-change', 'pre-commit', 'reference-transaction', 'fsmonitor-watchman'];

const lock = { lockfileVersion: 3, packages: { '': { name: 'app', version: '1.0.0' } } };
const content = {
  '.interlock/signers': signerLine(keys.goodPublic),
  '.gitattributes': '* diff=evil filter=evil merge=evil\n',
  'package.json': '{"name":"app"}',
  'package-lock.json': JSON.stringify(lock),
  'junit.xml': '<testsuite><testcase name="a"/></testsuite>',
};
const files = {
  'app.tgz': 'artifact',
  'app.json': bundleText({ payload: statementAbout('artifact') }),
  'key.pem': keys.good,
};

/** Makes the working folder a repository on a detached HEAD whose configuration runs a program wherever git lets it. */
function hostileRepository(folder: string): void {
  const { base } = twoCommits(folder, content);
  git(folder, 'checkout', '-q', '--detach', base);
  const program = join(folder, '.git/evil');
  writeFileSync(program, `#!/bin/sh\ntouch '${marker(folder)}'\ncat\n`);
  chmodSync(program, 0o755);
  const folderOfHooks = join(folder, '.git/evil-hooks');
  mkdirSync(folderOfHooks);
  for (const hook of hooks) {
    writeFileSync(join(folderOfHooks, hook), `#!/bin/sh\ntouch '${marker(folder)}'\n`);
    chmodSync(join(folderOfHooks, hook), 0o755);
  }
  const included = join(folder, '.git/included');
  for (const setting of settings) git(folder, 'config', '--file', included, setting, program);
  for (const alias of aliases) git(folder, 'config', '--file', included, `alias.${alias}`, `!${program}`);
  git(folder, 'config', '--file', included, 'core.hooksPath', folderOfHooks);
  git(folder, 'config', 'include.path', included);
}

const marker = (folder: string): string => join(folder, 'marker');

const calls: Readonly<Partial<Record<OperationName, Readonly<Record<string, string>>>>> = {
  'generate-sbom': { path: '.', 'output-file': 'sbom.json' },
  'collect-reports': { tests: '*.xml', 'output-file': 'reports.json' },
  'sign-artifact': { 'subject-path': 'app.tgz', key: 'key.pem', 'output-file': 'out.json' },
  'verify-artifact': { 'subject-path': 'app.tgz', bundle: 'app.json', base: 'HEAD' },
};

const faces = { action: asAction, command: asCommand };

async function inHostileRepository(inputs: Scene['inputs'], use: (scene: Scene) => Promise<void>): Promise<void> {
  const scene = makeScene({ files, inputs, prepare: hostileRepository });
  try {
    await use(scene);
  } finally {
    scene.remove();
  }
}

describe('a repository whose configuration tries to run programs', () => {
  it('does run them when git itself is used carelessly', async () => {
    await inHostileRepository({}, async ({ folder }) => {
      git(folder, 'status');
      expect(existsSync(marker(folder))).toBe(true);
    });
  });

  describe.each(Object.entries(calls))('%s', (operation, inputs) => {
    it.each(['action', 'command'] as const)('works on its detached HEAD as %s and runs none of them', async (face) => {
      await inHostileRepository(inputs, async (scene) => {
        const told = await faces[face](operation as OperationName, scene);
        expect([told.exitCode, told.log]).toEqual([0, expect.any(String)]);
        expectHarmless(told);
        expect(existsSync(marker(scene.folder))).toBe(false);
      });
    });
  });
});
