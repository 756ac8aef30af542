import { checkRows } from './check-rows.ts';
import { ledgerVkey } from './ledger-scene.ts';
import { repositoryOf } from './wrong-repositories.ts';

const inputs = { folder: 'ledger', 'public-key': 'ledger.vkey' };
const files = { 'ledger.vkey': ledgerVkey };

checkRows({
  operation: 'verify-ledger',
  rows: [
    { name: 'no key', inputs: { folder: 'ledger' }, exitCode: 2, says: /Whom to trust is not said/, fix: /Give base/ },
    {
      name: 'a key and a base',
      inputs: { ...inputs, base: 'HEAD' },
      files,
      exitCode: 2,
      says: /one of public-key and base/,
      fix: /Give base/,
    },
    {
      name: 'a key that is none',
      inputs,
      files: { 'ledger.vkey': 'x\n' },
      exitCode: 2,
      file: 'ledger.vkey',
      says: /not the verifier key/,
      fix: /Copy it whole/,
    },
    {
      name: 'a key with another id',
      inputs,
      files: { 'ledger.vkey': ledgerVkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+') },
      exitCode: 2,
      file: 'ledger.vkey',
      says: /a part of it was changed/,
      fix: /Copy it whole/,
    },
    {
      name: 'a base without a key',
      inputs: { folder: 'ledger', repository: 'repo', base: 'HEAD' },
      prepare: (folder) => void repositoryOf({ a: '1' })(folder),
      exitCode: 2,
      file: '.interlock/ledger.vkey',
      says: /There is no \.interlock\/ledger\.vkey at commit/,
      fix: /Commit the verifier key/,
    },
    {
      name: 'a remembered checkpoint that is none',
      inputs: { ...inputs, remembered: 'seen' },
      files: { ...files, seen: 'x\n' },
      exitCode: 2,
      file: 'the remembered checkpoint',
      says: /./,
      fix: /./,
    },
    {
      name: 'no ledger there',
      inputs,
      files,
      exitCode: 1,
      leaves: { 'ledger-check.json': /"result": "failed"[\s\S]*has no checkpoint/ },
      says: /./,
      fix: /./,
    },
    {
      name: 'an output that is a folder',
      inputs: { ...inputs, 'output-file': 'out' },
      files: { ...files, out: { is: 'folder' } },
      exitCode: 3,
      says: /./,
      fix: /./,
    },
  ],
});
