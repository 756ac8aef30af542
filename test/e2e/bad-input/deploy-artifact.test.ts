import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';
import type { Content, Row } from './row.ts';
import { app, deployable, deployConfig, deploying } from './stored.ts';

const inputs = { ...deploying, store: 'oci:store' };
const howTo = /Store and deploy/;
const hex = createHash('sha256').update(app).digest('hex');
const none = `sha256:${'0'.repeat(64)}`;

const wrongConfigs = (
  [
    ['is not there', undefined, undefined, /no such file/, /Check the path/],
    ['is a folder', { is: 'folder' }, undefined, /directory, and a file was expected/, /Name a file in it/],
    ['is empty', '', undefined, /deploy: is required and is not there/, howTo],
    ['is broken YAML', 'deploy: [\n', 2, /not valid YAML/, /Correct the line/],
    [
      'has a misspelt key',
      JSON.stringify({ ...deployConfig, artifact: 'x' }),
      1,
      /artifact: .*Did you mean artifacts/,
      howTo,
    ],
    [
      'has a line as command',
      JSON.stringify({ ...deployConfig, deploy: { command: 'go' } }),
      1,
      /deploy\.command: /,
      howTo,
    ],
    ['has no folder', JSON.stringify({ ...deployConfig, artifacts: '' }), 1, /artifacts: must not be empty/, howTo],
    ['asks for an unknown SBOM', JSON.stringify({ ...deployConfig, sbom: 'signed' }), 1, /attached or attested/, howTo],
  ] as const satisfies readonly (readonly [string, Content | undefined, number | undefined, RegExp, RegExp])[]
).map(([name, content, line, says, fix]): Row => ({
  name: `a configuration that ${name}`,
  inputs,
  ...(content === undefined ? {} : { files: { 'deploy.yml': content } }),
  exitCode: 2,
  file: 'deploy.yml',
  ...(line === undefined ? {} : { line }),
  says,
  fix,
}));

const wrongCalls = (
  [
    ['a tag that is not there', { reference: 'release-2' }, 2, /release-2/],
    ['a digest that is not there', { reference: none }, 2, /no such file/],
    ['a reference that is none', { reference: 'release 1' }, 2, /release 1/],
    ['a store that is not there', { store: 'oci:none' }, 2, /OCI layout|release-1/],
    [
      'an output that would replace the configuration',
      { 'output-file': 'deploy.yml' },
      2,
      /would replace "deploy\.yml"/,
    ],
    ['an output that is the history', { 'output-file': 'kept/deployments.json' }, 2, /name the same file/],
  ] as const satisfies readonly (readonly [string, Readonly<Record<string, string>>, 1 | 2, RegExp])[]
).map(([name, changed, exitCode, says]): Row => ({
  name,
  inputs: { ...inputs, ...changed },
  prepare: (folder) => deployable(folder),
  exitCode,
  says,
  fix: /\. [A-Z]/,
}));

/** Spoils every blob of the store that holds this text. */
function spoilBlobs(folder: string, text: string): void {
  const blobs = join(folder, 'store/blobs/sha256');
  for (const name of readdirSync(blobs)) {
    const content = readFileSync(join(blobs, name), 'latin1');
    if (content.includes(text)) writeFileSync(join(blobs, name), `${content.slice(0, -1)}!`, 'latin1');
  }
}

const noEvidence = (
  [
    ['without an SBOM', (folder) => deployable(folder, undefined, ['sbom']), 1, /No SBOM is attached/, /as sbom/],
    [
      'whose SBOM nobody signed, where that is asked for',
      (folder) => deployable(folder, (config) => ({ ...config, sbom: 'attested' })),
      1,
      /No SBOM that a trusted key signed/,
      /as sbom/,
    ],
    [
      'that somebody else signed',
      (folder) => {
        deployable(folder);
        writeFileSync(join(folder, 'pub.pem'), keys.otherPublic);
      },
      1,
      /No bundle that is attached .*Passed over bundle sha256:\w+: The signature is of none of the trusted keys/,
      /protected branch/,
    ],
  ] as const satisfies readonly (readonly [string, (folder: string) => void, 1 | 3, RegExp, RegExp])[]
).map(([name, prepare, exitCode, says, fix]): Row => ({
  name: `an artifact ${name}`,
  inputs,
  prepare,
  exitCode,
  says,
  fix,
}));

const kept = { [`kept/${hex}`]: /^an artifact$/, [`kept/${hex}.sigstore.json`]: /dsseEnvelope/ };
const failed = { 'deployment.json': /"result": "failed"/, 'kept/deployments.json': /"outcome": "failed"/, ...kept };

const wrongHooks = (
  [
    ['deploy', 'fails', ['sh', '-c', 'echo full >&2; exit 7'], 3, /deploy hook ended with exit code 7: full\. Run/],
    ['deploy', 'hangs', ['sleep', '60'], 3, /sleep did not end within 1 s/],
    ['deploy', 'is not there', ['./none'], 3, /none could not be started/],
    ['verifyRunning', 'says no digest', ['echo', 'ok'], 3, /printed "ok", expected one sha256 digest/],
    ['verifyRunning', 'fails', ['false'], 3, /hook ended with exit code 1\. Run/],
    ['verifyRunning', 'says another digest', ['echo', none], 1, /sha256:0000/],
  ] as const
).map(([hook, name, command, exitCode, says]): Row => ({
  name: `a hook ${hook} that ${name}`,
  inputs,
  prepare: (folder) => deployable(folder, (config) => ({ ...config, [hook]: { command, timeoutSeconds: 1 } })),
  exitCode,
  says,
  fix: /Run the hook by hand|Make it faster|Check the command|Let the|Find out|\. [A-Z]/,
  leaves: failed,
}));

checkRows({
  operation: 'deploy-artifact',
  rows: [
    ...wrongConfigs,
    ...wrongCalls,
    ...noEvidence,
    ...wrongHooks,
    {
      name: 'no evidence where the chain is required',
      inputs,
      prepare: (folder) => {
        deployable(folder, (config) => ({ ...config, chain: 'required' }));
      },
      exitCode: 2,
      says: /says chain: required, and no evidence was given/,
      fix: /Give evidence: the folder of the change/,
    },
    {
      name: 'evidence that shows nothing',
      inputs: { ...inputs, evidence: 'evidence' },
      prepare: (folder) => {
        deployable(folder);
        mkdirSync(join(folder, 'evidence'));
        writeFileSync(join(folder, 'evidence/note.txt'), 'trust me');
      },
      exitCode: 1,
      file: 'evidence',
      says: /chain from the commit to this artifact does not hold/,
      fix: /interlock audit tells/,
    },
    {
      name: 'a store whose artifact was changed',
      inputs,
      prepare: (folder) => {
        deployable(folder);
        spoilBlobs(folder, app);
      },
      exitCode: 1,
      says: new RegExp(`${hex} of 11 bytes was expected`),
      fix: /find out who may write to the store/,
    },
    {
      name: 'a store whose artifact is gone',
      inputs,
      prepare: (folder) => {
        deployable(folder);
        rmSync(join(folder, 'store/blobs/sha256', hex));
      },
      exitCode: 2,
      says: /no such file/,
      fix: /Check the path/,
    },
    {
      name: 'a history that is cut off',
      inputs,
      prepare: (folder) => {
        deployable(folder);
        writeFileSync(join(folder, 'kept/deployments.json'), '[\n');
      },
      exitCode: 2,
      file: 'kept/deployments.json',
      line: 2,
      says: /not valid YAML: Flow sequence/,
      fix: /Correct the line/,
    },
  ],
});
