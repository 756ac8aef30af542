import { describe, expect, it } from '@jest/globals';
import { operations } from '../../../scripts/operations.ts';
import { runCommand } from '../run-action.ts';
import { asAction, asCommand } from './faces.ts';
import { expectHarmless } from './check-rows.ts';
import { actionNames, operationNames } from './operation-name.ts';
import { makeScene, snapshot } from './scene.ts';

const firstFlag = (name: string): string =>
  Object.entries(operations.find((operation) => operation.name === name)?.inputs ?? {}).find(
    ([, { type }]) => type !== 'secret',
  )?.[0] ?? '';

describe.each(operationNames)('an input that %s does not have', (operation) => {
  it('is refused as a flag, and the nearest flag is named', async () => {
    const flag = firstFlag(operation);
    const scene = makeScene({ inputs: { [`${flag}x`]: 'value' } });
    try {
      const told = await asCommand(operation, scene);
      expect(told).toMatchObject({ exitCode: 2, outputs: {} });
      expect(told.errors).toHaveLength(1);
      expect(told.errors[0]).toContain(`There is no flag --${flag}x. Did you mean --${flag}?`);
      expectHarmless(told);
      expect(snapshot(scene.folder)).toEqual({});
    } finally {
      scene.remove();
    }
  });

  it('is refused as JSON where JSON is asked for', async () => {
    const scene = makeScene({});
    try {
      const flag = firstFlag(operation);
      const { exitCode, stdout } = await runCommand([operation, `--${flag}x`, 'value', '--json'], {
        cwd: scene.folder,
      });
      const message = `There is no flag --${flag}x.`;
      const failures = [{ kind: 'usage', message, hint: expect.stringContaining(`--${flag}?`) }];
      expect([exitCode, JSON.parse(stdout)]).toEqual([2, { exitCode: 2, failures, outputs: {} }]);
    } finally {
      scene.remove();
    }
  });
});

describe.each(actionNames)('an input that %s does not have', (operation) => {
  it('is refused as an input of the action, and the inputs are listed', async () => {
    const flag = firstFlag(operation);
    const scene = makeScene({ inputs: { [`${flag}x`]: 'value' } });
    try {
      const told = await asAction(operation, scene);
      expect(told).toMatchObject({ exitCode: 2, outputs: {}, summary: '' });
      expect(told.errors.join('\n')).toContain(
        `Unknown input "${flag}x". Did you mean ${flag}? The inputs are: ${flag},`,
      );
      expectHarmless(told);
      expect(snapshot(scene.folder)).toEqual({});
    } finally {
      scene.remove();
    }
  });
});
