import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';
import { linksIn } from './links.ts';
import type { Content, Row } from './row.ts';

const app: Content = 'artifact';
const howToMake = /openssl genpkey -algorithm EC/;

const wrongKeys = (
  [
    ['an RSA key', keys.rsa, /private key is RSA, and ECDSA P-256 is needed/, howToMake],
    ['a P-384 key', keys.p384, /private key is ECDSA secp384r1, and ECDSA P-256 is needed/, howToMake],
    ['an Ed25519 key', keys.ed25519, /private key is Ed25519, and ECDSA P-256 is needed/, howToMake],
    ['a public key', keys.goodPublic, /public key, and a private key was expected/, /Give the private key/],
    ['an encrypted key', keys.encrypted, /encrypted/, /openssl pkey -in key\.pem -out plain\.pem/],
    ['an OpenSSH key', keys.openssh, /OpenSSH format, and PKCS#8 or SEC1 was expected/, howToMake],
    ['half a key', keys.good.slice(0, 100), /cut off or damaged/, /Copy the whole file/],
    ['an empty key file', '', /not a private key in PEM/, howToMake],
    ['a binary key file', new Uint8Array([0, 255, 10, 27, 58]), /not a private key in PEM/, howToMake],
    ['a folder as key', { is: 'folder' }, /directory, and a file was expected/, /Name a file in it/],
    ['a fifo as key', { is: 'fifo' }, /not a regular file/, /Name a regular file/],
  ] as const
).map(([name, key, says, fix]): Row => ({
  name,
  inputs: { 'subject-path': 'app.tgz', key: 'key.pem' },
  files: { 'app.tgz': app, 'key.pem': key },
  exitCode: 2,
  file: 'key.pem',
  says,
  fix,
}));

const wrongSubjects = (
  [
    ['an artifact that is not there', {}, 'app.tgz', /no such file/, /Check the path/],
    ['an artifact of 0 bytes', { 'app.tgz': '' }, 'app.tgz', /empty \(0 bytes\)/, /step that builds it/],
    ['a folder as artifact', { 'app.tgz': { is: 'folder' } }, 'app.tgz', /not a regular file/, /Name a file/],
    ['a fifo as artifact', { 'app.tgz': { is: 'fifo' } }, 'app.tgz', /not a regular file/, /Name a file/],
    ['a file where a folder is meant', { app: 'x' }, 'app/x.tgz', /a part of the path is a file/, /Check the path/],
  ] as const satisfies readonly (readonly [string, Row['files'], string, RegExp, RegExp])[]
).map(([name, files, file, says, fix]): Row => ({
  name,
  inputs: { 'subject-path': file, key: 'key.pem' },
  files: { ...files, 'key.pem': keys.good },
  exitCode: 2,
  file,
  says,
  fix,
}));

const files = { 'app.tgz': app, 'key.pem': keys.good };
const inputs = { 'subject-path': 'app.tgz', key: 'key.pem' };

checkRows({
  operation: 'sign-artifact',
  rows: [
    ...wrongKeys,
    ...wrongSubjects,
    {
      name: 'a pattern without a match',
      files,
      inputs: { ...inputs, 'subject-path': 'dist/*.tgz' },
      exitCode: 2,
      says: /No file matches the pattern "dist\/\*\.tgz"/,
      fix: /Check the pattern/,
    },
    {
      name: 'only the files that the step writes',
      files: { ...files, 'checksums.txt': 'old' },
      inputs: { ...inputs, 'subject-path': 'checksums.txt' },
      exitCode: 2,
      says: /name only the files that this step writes/,
      fix: /subject-path/,
    },
    {
      name: 'a key file that is not there',
      files: { 'app.tgz': app },
      inputs,
      exitCode: 2,
      file: 'key.pem',
      says: /no such file/,
      fix: /Check the path/,
    },
    {
      name: 'no key at all in CI',
      files: { 'app.tgz': app },
      inputs: { 'subject-path': 'app.tgz' },
      exitCode: 2,
      says: /no key to sign with/,
      fix: /INTERLOCK_SIGNING_KEY/,
      face: 'action',
    },
    {
      name: 'a secret that is no key',
      files: { 'app.tgz': app },
      inputs: { 'subject-path': 'app.tgz', 'signing-key': 'hunter2' },
      exitCode: 2,
      file: 'INTERLOCK_SIGNING_KEY',
      says: /not a private key in PEM/,
      fix: howToMake,
    },
    {
      name: 'both key and signing-key',
      files,
      inputs: { ...inputs, 'signing-key': keys.good },
      exitCode: 2,
      says: /Both key and signing-key are given, and one was expected/,
      fix: /Leave one of them out/,
    },
    {
      name: 'one file for both outputs',
      files,
      inputs: { ...inputs, 'output-file': 'out', 'checksums-file': './out' },
      exitCode: 2,
      says: /output-file and checksums-file name the same file/,
      fix: /different names/,
    },
    {
      name: 'an output that would replace the key',
      files,
      inputs: { ...inputs, 'output-file': 'key.pem' },
      exitCode: 2,
      says: /output-file .*key/,
      fix: /another/,
    },
    {
      name: 'a commit that is no full object name',
      files,
      inputs: { ...inputs, commit: 'main' },
      exitCode: 2,
      says: /Input commit: "main" does not match/,
      fix: /Full object name/,
    },
    {
      name: 'an output that would replace an artifact under another name',
      files: { ...files, 'sub/x': '' },
      inputs: { ...inputs, 'subject-path': 'sub/../app.tgz', 'output-file': 'app.tgz' },
      exitCode: 2,
      says: /output-file would replace "sub\/\.\.\/app\.tgz", which is read for subject-path/,
      fix: /Name another file/,
    },
    {
      name: 'a device as output',
      files,
      inputs: { ...inputs, 'checksums-file': '/dev/null' },
      exitCode: 3,
      file: '/dev/null',
      says: /could not be written: it is not a regular file/,
      fix: /Name a file/,
    },
    ...(['subject-path', 'key'] as const).flatMap((input): readonly Row[] => [
      {
        name: `${input} that is a link to nowhere`,
        files,
        inputs: { ...inputs, [input]: 'link' },
        prepare: linksIn({ link: 'none' }),
        exitCode: 2,
        file: 'link',
        says: /no such file/,
        fix: /Check the path/,
      },
      {
        name: `${input} that is a link to itself`,
        files,
        inputs: { ...inputs, [input]: 'link' },
        prepare: linksIn({ link: 'link' }),
        exitCode: 2,
        file: 'link',
        says: /Too many symbolic links/,
        fix: /Name the file itself/,
      },
      {
        name: `${input} with an escape character`,
        files,
        inputs: { ...inputs, [input]: 'a\u001bb' },
        exitCode: 2,
        says: /no such file/,
        fix: /Check the path/,
      },
    ]),
    ...(['output-file', 'checksums-file'] as const).flatMap((output): readonly Row[] => [
      {
        name: `${output} that is a folder`,
        files: { ...files, out: { is: 'folder' } },
        inputs: { ...inputs, [output]: 'out' },
        exitCode: 3,
        file: 'out',
        says: /could not be written/,
        fix: /Name a file/,
      },
      {
        name: `${output} below a file`,
        files,
        inputs: { ...inputs, [output]: 'app.tgz/out' },
        exitCode: 3,
        file: 'app.tgz/out',
        says: /could not be written/,
        fix: /Name a file in a folder/,
      },
    ]),
  ],
});
