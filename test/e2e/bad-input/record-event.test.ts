import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';
import { eventsText, ledgerPem, origin } from './ledger-scene.ts';
import type { Row } from './row.ts';

const inputs = {
  events: 'events.jsonl',
  folder: 'ledger',
  origin,
  key: 'ledger.pem',
  case: 'forge.example/team/app!7',
};
const files = { 'events.jsonl': eventsText, 'ledger.pem': ledgerPem };
const without = (name: keyof typeof inputs) =>
  Object.fromEntries(Object.entries(inputs).filter(([one]) => one !== name));
const [first = '', second = ''] = eventsText.split('\n');

const wrongEvents = (
  [
    ['no JSON', 'x\n', 1, /line 1 does not hold: it is not valid JSON/],
    ['cut off', eventsText.slice(0, -1), 2, /cut off/],
    ['without its first line', `${second}\n`, 1, /a line was changed or is missing/],
    ['in another order', `${second}\n${first}\n`, 1, /a line was changed or is missing/],
    ['with a line twice', `${first}\n${first}\n`, 2, /a line was changed or is missing/],
    ['of a later version', eventsText.replace('event/v1', 'event/v2'), 1, /no interlock\/event\/v1/],
    ['with an unknown type', eventsText.replace('sbom-generated', 'sbom-imagined'), 1, /no interlock\/event\/v1: type/],
  ] as const
).map(([name, text, line, says]): Row => ({
  name: `events that are ${name}`,
  inputs,
  files: { ...files, 'events.jsonl': text },
  exitCode: 2,
  file: 'events.jsonl',
  line,
  says,
  fix: /a new chain starts in a file of another name/,
}));

checkRows({
  operation: 'record-event',
  rows: [
    ...wrongEvents,
    {
      name: 'no events file there',
      inputs,
      files: { 'ledger.pem': ledgerPem },
      exitCode: 2,
      file: 'events.jsonl',
      says: /There is no such file|does not exist/,
      fix: /./,
    },
    {
      name: 'nothing to record',
      inputs: without('events'),
      files,
      exitCode: 2,
      says: /nothing to record/,
      fix: /Give events/,
    },
    {
      name: 'events of another case',
      inputs: { ...inputs, case: 'forge.example/team/app!8' },
      files,
      exitCode: 2,
      file: 'events.jsonl',
      line: 1,
      says: /is of the case forge\.example\/team\/app!7/,
      fix: /Only events of forge\.example\/team\/app!8/,
    },
    {
      name: 'no key',
      inputs: without('key'),
      files,
      exitCode: 2,
      says: /needs one key/,
      fix: /openssl genpkey -algorithm ed25519/,
    },
    {
      name: 'both keys',
      inputs: { ...inputs, 'signing-key': ledgerPem },
      files,
      face: 'action',
      exitCode: 2,
      says: /needs one key/,
      fix: /openssl genpkey/,
    },
    {
      name: 'a key that is none',
      inputs,
      files: { ...files, 'ledger.pem': 'x' },
      exitCode: 2,
      file: 'ledger.pem',
      says: /not a private key/,
      fix: /openssl genpkey/,
    },
    {
      name: 'a key for ECDSA',
      inputs,
      files: { ...files, 'ledger.pem': keys.good },
      exitCode: 2,
      file: 'ledger.pem',
      says: /is an Ed25519 key/,
      fix: /openssl genpkey/,
    },
    {
      name: 'no name',
      inputs: without('origin'),
      files,
      face: 'command',
      exitCode: 2,
      says: /has no name/,
      fix: /Give origin/,
    },
    {
      name: 'a name with blanks',
      inputs: { ...inputs, origin: 'a b' },
      files,
      exitCode: 2,
      says: /no spaces and no plus/,
      fix: /Name it by its place/,
    },
    {
      name: 'a remembered checkpoint that is none',
      inputs: { ...inputs, remembered: 'seen' },
      files: { ...files, seen: 'x\n' },
      exitCode: 2,
      file: 'seen',
      says: /./,
      fix: /./,
    },
    {
      name: 'a ledger of another key',
      inputs,
      files,
      prepare: (folder) => {
        mkdirSync(join(folder, 'ledger'));
        writeFileSync(
          join(folder, 'ledger/checkpoint'),
          'other\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— other AAAAAAAA\n',
        );
      },
      exitCode: 1,
      file: 'checkpoint',
      says: /./,
      fix: /./,
    },
    {
      name: 'a ledger that is a link',
      inputs,
      files,
      prepare: (folder) => {
        mkdirSync(join(folder, 'elsewhere'));
        symlinkSync('elsewhere/missing', join(folder, 'ledger'));
      },
      exitCode: 3,
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
    {
      name: 'an output that is the key',
      inputs: { ...inputs, 'output-file': 'ledger.pem' },
      files,
      exitCode: 2,
      says: /./,
      fix: /./,
    },
  ],
});
