import { describe, expect, it } from '@jest/globals';
import { ranProgram } from '../../../packages/adapters/src/git/make-hostile.ts';
import { bundleText, signerLine, statementAbout } from './bundles.ts';
import { expectHarmless } from './check-rows.ts';
import { asAction, asCommand } from './faces.ts';
import { hostileRepository } from './hostile-repository.ts';
import { keys } from './keys.ts';
import type { OperationName } from './operation-name.ts';
import { git } from './repository.ts';
import { makeScene, type Scene } from './scene.ts';

const lock = { lockfileVersion: 3, packages: { '': { name: 'app', version: '1.0.0' } } };
const content = {
  '.interlock/signers': signerLine(keys.goodPublic),
  'package.json': '{"name":"app"}',
  'package-lock.json': JSON.stringify(lock),
  'junit.xml': '<testsuite><testcase name="a"/></testsuite>',
};
const files = {
  'app.tgz': 'artifact',
  'app.json': bundleText({ payload: statementAbout('artifact') }),
  'key.pem': keys.good,
};

const calls: Readonly<Partial<Record<OperationName, Readonly<Record<string, string>>>>> = {
  'generate-sbom': { path: '.', 'output-file': 'sbom.json' },
  'collect-reports': { tests: '*.xml', 'output-file': 'reports.json' },
  'sign-artifact': { 'subject-path': 'app.tgz', key: 'key.pem', 'output-file': 'out.json' },
  'verify-artifact': { 'subject-path': 'app.tgz', bundle: 'app.json', base: 'HEAD' },
};

const faces = { action: asAction, command: asCommand };

async function inHostileRepository(inputs: Scene['inputs'], use: (scene: Scene) => Promise<void>): Promise<void> {
  const scene = makeScene({ files, inputs, prepare: (folder) => hostileRepository(folder, content) });
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
      expect(ranProgram(folder)).toBe(true);
    });
  });

  describe.each(Object.entries(calls))('%s', (operation, inputs) => {
    it.each(['action', 'command'] as const)('works on its detached HEAD as %s and runs none of them', async (face) => {
      await inHostileRepository(inputs, async (scene) => {
        const told = await faces[face](operation as OperationName, scene);
        expect([told.exitCode, told.log]).toEqual([0, expect.any(String)]);
        expectHarmless(told);
        expect(ranProgram(scene.folder)).toBe(false);
      });
    });
  });
});
