import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';
import { manifestText } from './manifests.ts';

const good = manifestText('a'.repeat(40));
const inputs = { manifest: 'fix.yml', key: 'key.pem' };
const files = { 'fix.yml': good, 'key.pem': keys.good };

checkRows({
  operation: 'sign-manifest',
  face: 'command',
  rows: [
    { name: 'no manifest', files, inputs: { key: 'key.pem' }, exitCode: 2, says: /manifest.*required/, fix: /<name>/ },
    {
      name: 'a manifest that is not there',
      files,
      inputs: { ...inputs, manifest: 'gone.yml' },
      exitCode: 2,
      says: /gone\.yml/,
      fix: /[Cc]heck/,
    },
    {
      name: 'a manifest of another name',
      files: { ...files, 'fix.json': '{}' },
      inputs: { ...inputs, manifest: 'fix.json' },
      exitCode: 2,
      says: /named <name>\.yml/,
      fix: /\.interlock\/changes/,
    },
    {
      name: 'a draft that was not filled in',
      files: { ...files, 'fix.yml': good.replace('Fix the sum', '""') },
      inputs,
      exitCode: 2,
      file: 'fix.yml',
      line: 8,
      says: /task: is empty/,
      fix: /explains the keys/,
    },
    {
      name: 'a manifest that expired',
      files: { ...files, 'fix.yml': good.replace('2099', '2020') },
      inputs,
      exitCode: 2,
      file: 'fix.yml',
      says: /expired at 2020-01-01T00:00:00Z/,
      fix: /time to come/,
    },
    {
      name: 'a manifest that is not UTF-8',
      files: { ...files, 'fix.yml': Buffer.concat([Buffer.from(good), Buffer.of(0x23, 0xff)]) },
      inputs,
      exitCode: 2,
      file: 'fix.yml',
      says: /not UTF-8/,
      fix: /in UTF-8/,
    },
    {
      name: 'a signature whose place is a folder',
      files: { ...files, 'fix.sigstore.json': { is: 'folder' } },
      inputs,
      exitCode: 3,
      file: 'fix.sigstore.json',
      says: /could not be written/,
      fix: /Name a file/,
    },
    {
      name: 'a key of another type',
      files: { ...files, 'key.pem': keys.rsa },
      inputs,
      exitCode: 2,
      file: 'key.pem',
      says: /P-256/,
      fix: /./,
    },
  ],
});
