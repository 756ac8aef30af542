import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRollbackConfig } from './index.ts';

const digest = `sha256:${'b'.repeat(64)}`;
const commit = 'c'.repeat(40);
const yaml = `environment: production
bad: { digest: "${digest}", commit: ${commit} }
traffic: { setWeight: { command: [weight] } }
artifacts: { store: releases }
redeploy: { command: [deploy, --quiet] }
verifyRunning: { command: [running] }
trust: { publicKey: key.pem }
revert:
  repository: .
  commits: [${commit}]
  land: branch
  author: { name: A, email: a@example.org }
state: rollback-state.json
`;

describe('parseRollbackConfig', () => {
  it('fills the defaults', () => {
    expect(parseRollbackConfig(yaml, 'f')).toMatchObject({
      ok: true,
      value: { revert: { branch: 'main' }, redeploy: { timeoutSeconds: 120 } },
    });
  });

  it('names the line of a bad value and of an unknown key', () => {
    expect(parseRollbackConfig(yaml.replace('land: branch', 'land: now'), 'f')).toMatchObject({
      error: { kind: 'malformed-file', line: 11 },
    });
    expect(parseRollbackConfig(yaml.replace('  land', '  colour: red\n  land'), 'f')).toMatchObject({
      error: {
        message: expect.stringMatching(/^revert.colour: is not a known key; the keys here are repository, /),
        line: 11,
      },
    });
  });

  it('gives a result for any text', () => {
    fc.assert(fc.property(fc.string(), (text) => !parseRollbackConfig(text, 'f').ok));
  });
});
