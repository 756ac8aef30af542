import { describe, expect, it } from '@jest/globals';
import { bundleText, statementAbout } from './bundles.ts';
import { expectHarmless } from './check-rows.ts';
import { asAction, asCommand, type Told } from './faces.ts';
import { keys } from './keys.ts';
import type { OperationName } from './operation-name.ts';
import type { Row } from './row.ts';
import { makeScene } from './scene.ts';

/** A terminal's escape sequence, a command of the runner in both its forms, a line break and a bidirectional control. */
const evil = '\u001b[31m\u001b]0;x\u0007\n::error::pwned\r\n##[set-output name=x]y\u202e';
const attribute = evil.replaceAll('\u001b', '').replaceAll('\u0007', '').replaceAll('\n', '&#10;').replaceAll('\r', '');

const lock = {
  lockfileVersion: 3,
  packages: {
    '': { name: evil, version: evil, peerDependencies: { [evil]: '1' } },
    'node_modules/x': { name: '\u001b[31mred\u202e', version: evil, license: evil },
    [`node_modules/y`]: { version: '1', peerDependencies: { [evil]: '1' }, resolved: `https://x/${evil}` },
    [`folder/${evil}`]: { name: evil },
  },
};
const sarif = {
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: evil, version: evil } },
      results: [
        {
          ruleId: evil,
          level: 'error',
          message: { text: evil },
          locations: [{ physicalLocation: { artifactLocation: { uri: evil }, region: { startLine: 1 } } }],
        },
      ],
    },
  ],
};
const junit = `<testsuite name="${attribute}"><testcase name="${attribute}" file="${attribute}"><failure message="${attribute}">${attribute}</failure></testcase></testsuite>`;
const lcov = `SF:${evil.replaceAll('\n', '').replaceAll('\r', '')}\nDA:1,1\nend_of_record\n`;

const [subject = {}] = JSON.parse(statementAbout('artifact')).subject as readonly object[];
const signed = statementAbout('artifact', {
  subject: [{ ...subject, name: evil }],
  predicate: {
    buildDefinition: {
      buildType: evil,
      externalParameters: {},
      resolvedDependencies: [{ uri: `git+https://x/${evil}`, digest: { gitCommit: evil } }],
    },
    runDetails: { builder: { id: evil } },
  },
});

const calls: Readonly<Record<string, Pick<Row, 'inputs' | 'files'>>> = {
  'generate-sbom': { files: { 'package-lock.json': JSON.stringify(lock), 'x\n::error::/yarn.lock': '' } },
  'collect-reports': {
    files: { 'x.xml': junit, 'x.info': lcov, 'x.sarif': JSON.stringify(sarif) },
    inputs: { tests: 'x.xml', coverage: 'x.info', scans: 'x.sarif' },
  },
  'verify-artifact': {
    files: { 'app.tgz': 'artifact', 'app.json': bundleText({ payload: signed }), 'pub.pem': keys.goodPublic },
    inputs: { 'subject-path': 'app.tgz', bundle: 'app.json', 'public-key': 'pub.pem' },
  },
};

async function run(face: typeof asAction, operation: OperationName): Promise<Told> {
  const scene = makeScene(calls[operation] ?? {});
  try {
    return await face(operation, scene);
  } finally {
    scene.remove();
  }
}

describe.each(['generate-sbom', 'collect-reports', 'verify-artifact'] as const)(
  'hostile text that %s reads',
  (operation) => {
    it.each([
      ['action', asAction],
      ['command', asCommand],
    ] as const)('reaches neither log nor summary as it is (%s)', async (_, face) => {
      const told = await run(face, operation);
      expect([told.exitCode, told.log + told.summary]).toEqual([0, expect.stringMatching(/\\u\{1b\}|\\u\{202e\}/)]);
      expectHarmless(told);
      expect(Object.values(told.outputs).join('')).not.toContain('pwned');
    });
  },
);
