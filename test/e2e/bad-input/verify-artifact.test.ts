import { bundleOf, bundleText, provenance, statementAbout } from './bundles.ts';
import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';
import { linksIn } from './links.ts';
import type { Content, Row } from './row.ts';

const app: Content = 'artifact';
const statement = statementAbout(app);
const good = bundleOf({ payload: statement });
const files = { 'app.tgz': app, 'app.json': JSON.stringify(good), 'pub.pem': keys.goodPublic };
const inputs = { 'subject-path': 'app.tgz', bundle: 'app.json', 'public-key': 'pub.pem' };
const [signature] = good.dsseEnvelope.signatures;

const makePublic = /openssl pkey -in key\.pem -pubout/;
const wrongKeys = (
  [
    ['an RSA key', keys.rsaPublic, /public key of type rsa, and ECDSA P-256 was expected/, /P-256 key that signed/],
    ['a P-384 key', keys.p384Public, /type secp384r1, and ECDSA P-256 was expected/, /P-256 key that signed/],
    ['an Ed25519 key', keys.ed25519Public, /type ed25519, and ECDSA P-256 was expected/, /P-256 key that signed/],
    ['a private key', keys.good, /private key, and a public key was expected/, makePublic],
    ['half a key', keys.goodPublic.slice(0, 60), /public key cannot be read/, /Restore the file/],
    ['an empty file', '', /not a public key in PEM/, makePublic],
    ['a binary file', new Uint8Array([0, 255, 10, 27, 58]), /not a public key in PEM/, makePublic],
    ['a folder', { is: 'folder' }, /directory, and a file was expected/, /Name a file in it/],
    ['a fifo', { is: 'fifo' }, /not a regular file/, /Name a regular file/],
  ] as const
).map(([name, key, says, fix]): Row => ({
  name: `${name} as public key`,
  inputs,
  files: { ...files, 'pub.pem': key },
  exitCode: 2,
  file: 'pub.pem',
  says,
  fix,
}));

const wrongArtifacts = (
  [
    ['0 bytes', '', 2, /empty \(0 bytes\)/, /step that builds it/],
    ['a folder', { is: 'folder' }, 2, /not a regular file/, /Name a regular file/],
    ['a fifo', { is: 'fifo' }, 2, /not a regular file/, /Name a regular file/],
    [
      'another artifact',
      'other',
      1,
      /digest sha256:[0-9a-f]{64}, and the signed statement names sha256:/,
      /not the file/,
    ],
  ] as const
).map(([name, content, exitCode, says, fix]): Row => ({
  name: `an artifact that is ${name}`,
  inputs,
  files: { ...files, 'app.tgz': content },
  exitCode,
  file: 'app.tgz',
  says,
  fix,
}));

const withEnvelope = (changed: object): string =>
  JSON.stringify({ ...good, dsseEnvelope: { ...good.dsseEnvelope, ...changed } });

const signAgain = /Sign the artifact again/;
const wrongBundles = (
  [
    ['of 0 bytes', '', /not valid JSON: it is empty/, /Write it again/, 1],
    [
      'that is cut off',
      `{\n${JSON.stringify(good).slice(1, 200)}`,
      /not valid JSON: it is cut off/,
      /Write it again/,
      2,
    ],
    ['that is no JSON', '{\n"mediaType": oops\n}', /not valid JSON/, /Write it again/, 2],
    ['that is another JSON', '{"name":"app"}', /no media type, and a Sigstore bundle/, signAgain],
    ['that is null', 'null', /no media type/, signAgain],
    ['that is a list', '[1]', /no media type/, signAgain],
    [
      'of another version',
      JSON.stringify({ ...good, mediaType: 'v0.9\u001b[31m\n::x::' }),
      /media type "v0\.9/,
      signAgain,
    ],
    ['without a signature', JSON.stringify({ mediaType: good.mediaType }), /not a complete Sigstore bundle/, signAgain],
    [
      'of a bare file',
      JSON.stringify({
        mediaType: good.mediaType,
        verificationMaterial: good.verificationMaterial,
        messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest: 'AAAA' }, signature: 'AAAA' },
      }),
      /signs a bare file/,
      signAgain,
    ],
    [
      'with two signatures',
      withEnvelope({ signatures: [signature, signature] }),
      /exactly one signature\. Wrong: content\.dsseEnvelope\.signatures/,
      signAgain,
    ],
    ['that is a folder', { is: 'folder' }, /directory, and a file was expected/, /Name a file in it/],
    ['that is a fifo', { is: 'fifo' }, /not a regular file/, /Name a regular file/],
    ['with a payload that is no JSON', bundleText({ payload: '{\n{' }), /signed payload is not valid JSON/, signAgain],
    ['with a payload that is no statement', bundleText({ payload: '{}' }), /not an in-toto Statement v1/, signAgain],
    ['about nothing', bundleText({ payload: statementAbout(app, { subject: [] }) }), /subject/, signAgain],
  ] as const satisfies readonly (readonly [string, Content, RegExp, RegExp, number?])[]
).map(([name, content, says, fix, line]): Row => ({
  name: `a bundle ${name}`,
  inputs,
  files: { ...files, 'app.json': content },
  exitCode: 2,
  file: 'app.json',
  ...(line === undefined ? {} : { line }),
  says,
  fix,
}));

const tlogEntry = {
  logIndex: '1',
  logId: { keyId: 'AAAA' },
  kindVersion: { kind: 'dsse', version: '0.0.1' },
  integratedTime: '1700000000',
  inclusionProof: { logIndex: '1', rootHash: 'AAAA', treeSize: '2', hashes: [], checkpoint: { envelope: 'x' } },
  canonicalizedBody: 'AAAA',
};
const untrusted = /signature is of none of the trusted keys: the key given \(sha256:[0-9a-f]{64}\)/;
const findOut = /find out before you list another key/;
const negativeAnswers = (
  [
    ['signed with another key', bundleText({ payload: statement, key: keys.p384 }), untrusted, findOut],
    [
      'whose payload was changed',
      withEnvelope({ payload: Buffer.from(statementAbout('evil')).toString('base64') }),
      untrusted,
      findOut,
    ],
    ['whose signature was changed', withEnvelope({ signatures: [{ sig: 'AAAA' }] }), untrusted, findOut],
    [
      'with a payload of another type',
      bundleText({ payload: statement, type: 'text/plain' }),
      /payload type is "text\/plain"/,
      signAgain,
    ],
    [
      'whose type was changed after it was signed',
      bundleText({ payload: statement, type: 'application/vnd.in-toto+json ' }).replace('json "', 'json"'),
      untrusted,
      findOut,
    ],
    [
      'with another predicate type',
      bundleText({ payload: statementAbout(app, { predicateType: 'https://x/\u001b[2J' }) }),
      /predicate type is "https:\/\/x\/\\u\{1b\}\[2J", and "https:\/\/slsa\.dev\/provenance\/v1" was expected/,
      /predicate-type that you mean/,
    ],
    [
      'that says nothing as a provenance',
      bundleText({ payload: statementAbout(app, { predicate: {} }) }),
      /no SLSA provenance v1: predicate\.buildDefinition: /,
      signAgain,
    ],
    [
      'with a log entry that is not checked',
      JSON.stringify({ ...good, verificationMaterial: { ...good.verificationMaterial, tlogEntries: [tlogEntry] } }),
      /transparency log entries/,
      /cosign/,
    ],
  ] as const
).map(([name, content, says, fix]): Row => ({
  name: `a bundle ${name}`,
  inputs,
  files: { ...files, 'app.json': content },
  exitCode: 1,
  file: 'app.json',
  says,
  fix,
}));

const missing = (['subject-path', 'bundle', 'public-key'] as const).flatMap((input): readonly Row[] =>
  (
    [
      ['not there', {}, 'none.x', /no such file/, /Check the path/],
      ['below a file', {}, 'app.tgz/x', /a part of the path is a file/, /Check the path/],
      ['a link to nowhere', { 'none.x': 'nowhere' }, 'none.x', /no such file/, /Check the path/],
      ['a link to itself', { 'none.x': 'none.x' }, 'none.x', /Too many symbolic links/, /Name the file itself/],
    ] as const
  ).map(([name, links, file, says, fix]) => ({
    name: `${input} that is ${name}`,
    files,
    inputs: { ...inputs, [input]: file },
    prepare: linksIn(links),
    exitCode: 2,
    file,
    says,
    fix,
  })),
);

checkRows({
  operation: 'verify-artifact',
  rows: [
    ...wrongKeys,
    ...wrongArtifacts,
    ...wrongBundles,
    ...negativeAnswers,
    ...missing,
    {
      name: 'neither public-key nor base',
      files,
      inputs: { 'subject-path': 'app.tgz', bundle: 'app.json' },
      exitCode: 2,
      says: /Exactly one of public-key and base/,
      fix: /Give public-key, or base/,
    },
    {
      name: 'public-key and base',
      files,
      inputs: { ...inputs, base: 'main' },
      exitCode: 2,
      says: /Exactly one of public-key and base/,
      fix: /Give public-key, or base/,
    },
    {
      name: 'no input at all',
      exitCode: 2,
      problems: 2,
      says: /Input subject-path: is required and was not given[\s\S]*Input bundle: is required and was not given/,
      fix: /The artifact to check/,
    },
    {
      name: 'a predicate type that the bundle does not have',
      files,
      inputs: { ...inputs, 'predicate-type': 'https://cyclonedx.org/bom' },
      exitCode: 1,
      file: 'app.json',
      says: new RegExp(`predicate type is "${provenance}", and "https://cyclonedx.org/bom" was expected`),
      fix: /Give the bundle of that kind/,
    },
  ],
});
