import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { checkRows } from './check-rows.ts';
import type { Content, Row } from './row.ts';

const file = `{
  "flags": {
    "journal": {
      "state": "ENABLED",
      "variants": { "on": true, "off": false },
      "defaultVariant": "off"
    },
    "ruled": {
      "state": "ENABLED",
      "variants": { "on": true, "off": false },
      "defaultVariant": "off",
      "targeting": { "in": ["DE", { "var": "countries" }] }
    },
    "colour": { "state": "ENABLED", "variants": { "red": "#f00" }, "defaultVariant": "red" }
  }
}
`;
const inputs = { file: 'flags.json', flag: 'journal', state: 'off' };
const files = { 'flags.json': file };
const reference = /docs\/reference\/set-flag\.md/;

const wrongFiles = (
  [
    ['cut off', file.slice(0, 120), 6, /not valid JSON: it is cut off/, /restore it from version control/],
    ['empty', '', 1, /not valid JSON: it is empty/, /restore it/],
    ['YAML', 'flags:\n  journal: {}\n', 1, /not valid JSON/, /restore it/],
    ['not UTF-8', Buffer.from('{"flags": {"\xe9": 1}}', 'latin1'), undefined, /not UTF-8/, /in UTF-8/],
    ['without flags', '{\n  "flag": {}\n}', 1, /flags: is required/, reference],
    ['a list', '[]', 1, /is a list, and keys with values/, reference],
    ['one with a list of flags', '{\n  "flags": []\n}', 2, /flags: is a list, and keys with values/, reference],
    ['one with a flag twice', file.replace('"ruled"', '"journal"'), 8, /must be unique/, /Correct the line/],
    [
      'one where another flag has no state',
      file.replace('"state": "ENABLED", ', ''),
      14,
      /colour\.state: is required/,
      reference,
    ],
    [
      'one with an unknown default',
      file.replace('"defaultVariant": "red"', '"defaultVariant": "blue"'),
      14,
      /none of the variants/,
      reference,
    ],
    ['a folder', { is: 'folder' }, undefined, /directory, and a file was expected/, /Name a file in it/],
    ['a fifo', { is: 'fifo' }, undefined, /not a regular file/, /Name a regular file/],
  ] as const satisfies readonly (readonly [string, Content, number | undefined, RegExp, RegExp])[]
).map(([name, content, line, says, fix]): Row => ({
  name: `a flag file that is ${name}`,
  inputs,
  files: { 'flags.json': content },
  exitCode: 2,
  file: 'flags.json',
  ...(line === undefined ? {} : { line }),
  says,
  fix,
}));

const wrongFlags = (
  [
    ['not there', { flag: 'jurnal' }, 2, /no flag jurnal\. Did you mean journal\?/, /if-absent/],
    ['the name of what every object has', { flag: 'constructor' }, 2, /no flag constructor/, /if-absent/],
    ['hostile', { flag: 'x\n::error::y\u001b[2J' }, 2, /no flag x/, /if-absent/],
    ['no boolean', { flag: 'colour' }, 14, /no boolean flag: its variant red is neither/, /true and one that is false/],
    ['with rules of its own', { flag: 'ruled', state: 'on' }, 8, /rules of its own/, /set the flag off first/],
  ] as const satisfies readonly (readonly [string, Row['inputs'], number, RegExp, RegExp])[]
).map(([name, given, line, says, fix]): Row => ({
  name: `a flag that is ${name}`,
  inputs: { ...inputs, ...given },
  files,
  exitCode: 2,
  file: 'flags.json',
  line,
  says,
  fix,
}));

const wrongInputs = (
  [
    ['a state that is none', { state: 'kill' }, /state: "kill" is not one of off, on, percentage/, /off answers false/],
    ['a percentage that is not given', { state: 'percentage' }, /percentage: is required/, /0 to 100/],
    ['a percentage with another state', { percentage: '10' }, /no meaning with state off/, /leave percentage out/],
    ['a percentage above 100', { state: 'percentage', percentage: '101' }, /above 100/, /of 100 targeting keys/],
    [
      'a percentage in parts',
      { state: 'percentage', percentage: '0.5' },
      /not a whole number/,
      /of 100 targeting keys/,
    ],
    ['a digest that is none', { 'expected-digest': 'sha256:0' }, /does not match/, /Digest that the file must have/],
    [
      'a record in the place of the file',
      { 'output-file': './flags.json' },
      /output-file would replace/,
      /Name another/,
    ],
  ] as const satisfies readonly (readonly [string, Row['inputs'], RegExp, RegExp])[]
).map(([name, given, says, fix]): Row => ({ name, inputs: { ...inputs, ...given }, files, exitCode: 2, says, fix }));

checkRows({
  operation: 'set-flag',
  rows: [
    ...wrongFiles,
    ...wrongFlags,
    ...wrongInputs,
    {
      name: 'nothing given',
      exitCode: 2,
      problems: 3,
      says: /Input state: is required/,
      fix: /Name of a boolean flag/,
    },
    {
      name: 'a file that is not there',
      inputs,
      exitCode: 2,
      file: 'flags.json',
      says: /no such file/,
      fix: /Check the path/,
    },
    {
      name: 'a file that is a symbolic link',
      inputs,
      files: { 'real.json': file },
      prepare: (folder) => symlinkSync('real.json', join(folder, 'flags.json')),
      exitCode: 2,
      file: 'flags.json',
      says: /symbolic link/,
      fix: /Name the file that it points to/,
    },
    {
      name: 'a file that is no longer what was looked at',
      inputs: { ...inputs, 'expected-digest': `sha256:${'0'.repeat(64)}` },
      files,
      exitCode: 1,
      file: 'flags.json',
      says: /no longer the one with the expected digest/,
      fix: /Look at the flag again/,
    },
    {
      name: 'a lock that a writer left behind',
      inputs: { ...inputs, state: 'on' },
      files: { ...files, 'flags.json.lock': '' },
      exitCode: 3,
      file: 'flags.json',
      says: /Another writer has held flags\.json\.lock/,
      fix: /remove flags\.json\.lock/,
    },
    {
      name: 'a record that is a folder',
      inputs: { ...inputs, state: 'on', 'output-file': 'out' },
      files: { ...files, out: { is: 'folder' } },
      exitCode: 3,
      file: 'out',
      says: /could not be written: it is a directory/,
      fix: /Name a file in it/,
    },
  ],
});
