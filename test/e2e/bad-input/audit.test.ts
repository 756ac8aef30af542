import { checkRows } from './check-rows.ts';
import { evidenceRows, files, inputs } from './evidence-rows.ts';
import { keys } from './keys.ts';

checkRows({
  operation: 'audit',
  face: 'command',
  rows: [
    ...evidenceRows,
    {
      name: 'a key of another type',
      files: { ...files, 'public.pem': keys.rsaPublic },
      inputs,
      exitCode: 2,
      file: 'public.pem',
      says: /P-256/,
      fix: /./,
    },
    {
      name: 'a report in place of evidence',
      files,
      inputs: { ...inputs, 'output-file': 'evidence/app.tgz' },
      exitCode: 2,
      says: /would replace/,
      fix: /another file/,
    },
    {
      name: 'no repository',
      files,
      inputs: { path: 'evidence', base: 'main', repository: 'evidence' },
      exitCode: 2,
      says: /repository/,
      fix: /./,
    },
  ],
});
