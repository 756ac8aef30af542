import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleText, statementAbout } from './bundles.ts';
import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';
import type { Content, Row } from './row.ts';
import { app, parts, storeRelease, storing } from './stored.ts';

const inputs = { ...storing, store: 'oci:store' };
const cyclonedx = bundleText({ payload: statementAbout(app, { predicateType: 'https://cyclonedx.org/bom' }) });

const wrongCalls = (
  [
    ['a tag that moves', { tag: 'latest' }, /"latest"/, /release-/],
    ['a tag with a slash', { tag: 'release-1/2' }, /release-1\/2/, /release-/],
    ['a store that is a folder', { store: 'store' }, /"store"/, /oci:FOLDER/],
    ['a registry without TLS', { store: 'http://registry.example/app' }, /registry\.example/, /https/],
    ['a registry without a repository', { store: 'https://registry.example' }, /registry\.example/, /repository/],
    [
      'credentials that are one word',
      { store: 'https://127.0.0.1:1/app', credentials: 'x' },
      /credentials/,
      /user:password/,
    ],
    ['neither public-key nor base', { 'public-key': '' }, /Exactly one of public-key and base/, /Give public-key/],
    [
      'an output that would replace the artifact',
      { 'output-file': 'app.tgz' },
      /would replace "app\.tgz"/,
      /Name another/,
    ],
  ] as const satisfies readonly (readonly [string, Readonly<Record<string, string>>, RegExp, RegExp])[]
).map(([name, changed, says, fix]): Row => ({
  name,
  inputs: Object.fromEntries(Object.entries({ ...inputs, ...changed }).filter(([, value]) => value !== '')),
  files: parts,
  exitCode: 2,
  says,
  fix,
}));

const wrongParts = (
  [
    ['an artifact that is not there', 'app.tgz', undefined, 2, /no such file/, /Check the path/],
    ['an artifact of 0 bytes', 'app.tgz', '', 2, /0 bytes/, /step that builds it/],
    ['an artifact that is a folder', 'app.tgz', { is: 'folder' }, 2, /not a regular file/, /Name a regular file/],
    ['a bundle that is not there', 'app.json', undefined, 2, /no such file/, /Check the path/],
    ['a bundle that is cut off', 'app.json', '{', 2, /not valid JSON/, /Write it again/],
    [
      'a bundle that says nothing',
      'app.json',
      bundleText({ payload: statementAbout(app, { predicate: {} }) }),
      1,
      /no SLSA/,
      /again/,
    ],
    ['a private key', 'pub.pem', keys.good, 2, /private key/, /-pubout/],
    ['an SBOM that is not there', 'sbom.json', undefined, 2, /no such file/, /Check the path/],
    ['an SBOM of another kind', 'sbom.json', '{"spdxVersion":"2.3"}', 2, /not a CycloneDX/, /generate-sbom/],
  ] as const satisfies readonly (readonly [string, string, Content | undefined, 1 | 2, RegExp, RegExp])[]
).map(([name, file, content, exitCode, says, fix]): Row => {
  const { [file]: _, ...others } = parts;
  return {
    name,
    inputs,
    files: content === undefined ? others : { ...others, [file]: content },
    exitCode,
    file,
    says,
    fix,
  };
});

const otherParts = (
  [
    [
      'the bundle of another artifact',
      'app.json',
      bundleText({ payload: statementAbout('x') }),
      'app.tgz',
      /The artifact has the digest/,
      /sign the new build/,
    ],
    ['no provenance', 'app.json', cyclonedx, undefined, /No bundle has the predicate type/, /sign-artifact/],
    ['a key that did not sign', 'pub.pem', keys.otherPublic, 'app.json', /none of the trusted keys/, /find out/],
  ] as const
).map(([name, changed, content, file, says, fix]): Row => ({
  name,
  inputs,
  files: { ...parts, [changed]: content },
  exitCode: 1,
  ...(file === undefined ? {} : { file }),
  says,
  fix,
}));

const wrongLayouts = (
  [
    [
      'a folder with other files',
      (folder) => writeFileSync(join(folder, 'readme.md'), ''),
      2,
      /no OCI layout/,
      /not there yet/,
    ],
    [
      'a layout of another version',
      (folder) => writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"2.0.0"}'),
      2,
      /layout/,
      /another folder/,
    ],
    [
      'a layout with a broken index',
      (folder) => writeFileSync(join(folder, 'index.json'), '{'),
      2,
      /not valid JSON/,
      /./,
    ],
  ] as const satisfies readonly (readonly [string, (layout: string) => void, 1 | 2, RegExp, RegExp])[]
).map(([name, spoil, exitCode, says, fix]): Row => ({
  name,
  inputs,
  prepare: (folder) => {
    storeRelease(folder);
    rmSync(join(folder, 'stored.json'));
    if (name.startsWith('a folder')) for (const own of ['oci-layout', 'index.json']) rmSync(join(folder, 'store', own));
    spoil(join(folder, 'store'));
  },
  exitCode,
  says,
  fix,
}));

checkRows({
  operation: 'store-artifact',
  rows: [
    ...wrongCalls,
    ...wrongParts,
    ...otherParts,
    ...wrongLayouts,
    {
      name: 'nothing',
      exitCode: 2,
      problems: 4,
      says: /Input subject-path: is required[^]*Input bundle: is required[^]*Input store: is required[^]*Input tag/,
      fix: /oci:FOLDER/,
    },
  ],
});
