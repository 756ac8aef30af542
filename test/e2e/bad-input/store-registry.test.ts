import { afterAll } from '@jest/globals';
import { startRegistryTwin, type RegistryFault } from '@interlock/twin/registry';
import { checkRows } from './check-rows.ts';
import type { Row } from './row.ts';
import { parts, storing } from './stored.ts';

const open = await startRegistryTwin({ referrersApi: 'yes' });
const locked = await startRegistryTwin({
  referrersApi: 'yes',
  login: { kind: 'basic', user: 'ann', password: 'right' },
});
afterAll(() => Promise.all([open.close(), locked.close()]));

let repositories = 0;
const nextStore = (url = open.url) => `${url}/team/app-${(repositories += 1)}`;

const answer = (status: number, code: string): RegistryFault['effect'] => ({
  kind: 'answer',
  answer: { status, headers: {}, body: Buffer.from(JSON.stringify({ errors: [{ code, message: 'no\u001b[2J' }] })) },
});

const faults = (
  [
    [
      'says no',
      { method: 'POST', effect: answer(403, 'DENIED') },
      3,
      /\(403\).*DENIED/,
      /INTERLOCK_STORE_CREDENTIALS|right/,
    ],
    [
      'has no room',
      { method: 'PUT', path: '/manifests/', effect: answer(413, 'SIZE_INVALID') },
      3,
      /\(413\)/,
      /\. [A-Z]|SIZE_INVALID/,
    ],
    [
      'says another digest for what it stored',
      {
        method: 'PUT',
        path: '/manifests/',
        effect: {
          kind: 'change',
          change: (said) => ({
            ...said,
            headers: { ...said.headers, 'Docker-Content-Digest': `sha256:${'0'.repeat(64)}` },
          }),
        },
      },
      1,
      /sha256:0000\w+, and sha256:\w+ was expected/,
      /Do not use this registry/,
    ],
    [
      'answers nonsense',
      { method: 'POST', effect: { kind: 'answer', answer: { status: 202, headers: {} } } },
      3,
      /named no address to go on with the blob/,
      /public address/,
    ],
  ] as const satisfies readonly (readonly [string, RegistryFault, 1 | 3, RegExp, RegExp])[]
).map(([name, fault, exitCode, says, fix]): Row => ({
  name: `a registry that ${name}`,
  inputs: storing,
  files: parts,
  prepare: () => {
    open.disturb({ ...fault, times: 1 });
    return { store: nextStore() };
  },
  exitCode,
  says,
  fix,
}));

checkRows({
  operation: 'store-artifact',
  rows: [
    ...faults,
    {
      name: 'a registry on a port that no HTTP client uses',
      inputs: { ...storing, store: 'http://127.0.0.1:1/team/app' },
      files: parts,
      exitCode: 3,
      says: /a port that HTTP clients do not use\); given up after 1 attempt/,
      fix: /Correct the port/,
    },
    ...(['', 'ann:wrong'] as const).map((credentials): Row => ({
      name: credentials === '' ? 'a registry that asks for a login' : 'a wrong password',
      inputs: { ...storing, ...(credentials === '' ? {} : { credentials }) },
      files: parts,
      prepare: () => ({ store: nextStore(locked.url) }),
      exitCode: 3,
      says: /asks for a user and a password|\(401\)/,
      fix: /INTERLOCK_STORE_CREDENTIALS/,
    })),
  ],
});
