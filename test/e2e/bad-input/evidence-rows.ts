import { keys } from './keys.ts';
import type { Row } from './row.ts';

/** A folder of evidence, and whom to trust about it. */
export const files = { 'evidence/app.tgz': 'artifact', 'public.pem': keys.goodPublic };
export const inputs = { path: 'evidence', 'public-key': 'public.pem' };

/** What every operation that audits a folder refuses. */
export const evidenceRows: readonly Row[] = [
  { name: 'no folder', files, inputs: { ...inputs, path: 'gone' }, exitCode: 2, says: /gone/, fix: /[Cc]heck/ },
  {
    name: 'a file in place of the folder',
    files,
    inputs: { ...inputs, path: 'evidence/app.tgz' },
    exitCode: 2,
    file: 'evidence/app.tgz',
    says: /not a folder/,
    fix: /folder itself/,
  },
  {
    name: 'an empty folder',
    files: { ...files, empty: { is: 'folder' } },
    inputs: { ...inputs, path: 'empty' },
    exitCode: 2,
    file: 'empty',
    says: /has no file/,
    fix: /\.interlock\/out/,
  },
  {
    name: 'a fifo among the evidence',
    files: { ...files, 'evidence/pipe': { is: 'fifo' } },
    inputs,
    exitCode: 2,
    file: 'evidence',
    says: /"pipe" is a link or a device/,
    fix: /[Cc]opy/,
  },
  {
    name: 'two sources of trust',
    files,
    inputs: { ...inputs, base: 'main' },
    exitCode: 2,
    says: /More than one of public-key, signers and base/,
    fix: /whom you trust/,
  },
  {
    name: 'a key out of the folder',
    files: { ...files, 'evidence/public.pem': keys.goodPublic },
    inputs: { ...inputs, 'public-key': 'evidence/public.pem' },
    exitCode: 2,
    file: 'evidence/public.pem',
    says: /names a file of the folder that is audited/,
    fix: /somewhere else/,
  },
];
