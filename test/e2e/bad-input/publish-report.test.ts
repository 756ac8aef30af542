import { checkRows } from './check-rows.ts';
import { keys } from './keys.ts';

const files = { 'evidence/app.tgz': 'artifact', 'public.pem': keys.goodPublic };
const inputs = { path: 'evidence', 'public-key': 'public.pem' };

checkRows({
  operation: 'publish-report',
  rows: [
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
    {
      name: 'a report in place of evidence',
      files,
      inputs: { ...inputs, 'output-file': 'evidence/app.tgz' },
      exitCode: 2,
      says: /would replace/,
      fix: /another file/,
    },
    {
      name: 'a report in place of the SBOM of the base',
      files: { ...files, 'base.json': '{}' },
      inputs: { ...inputs, 'base-sbom': 'base.json', 'output-file': 'base.json' },
      exitCode: 2,
      says: /would replace/,
      fix: /another file/,
    },
    {
      name: 'an SBOM of the base that is cut off',
      files: { ...files, 'base.json': '{"bomFormat":\n' },
      inputs: { ...inputs, 'base-sbom': 'base.json' },
      exitCode: 2,
      file: 'base.json',
      says: /JSON/,
      fix: /./,
    },
    {
      name: 'an SBOM of the base that is another document',
      files: { ...files, 'base.json': '{"schema":"interlock/verdict/v1"}' },
      inputs: { ...inputs, 'base-sbom': 'base.json' },
      exitCode: 2,
      file: 'base.json',
      says: /not a CycloneDX JSON document/,
      fix: /generate-sbom/,
    },
    {
      name: 'no SBOM of the base',
      files,
      inputs: { ...inputs, 'base-sbom': 'gone.json' },
      exitCode: 2,
      file: 'gone.json',
      says: /gone\.json|no such|There is no/,
      fix: /./,
    },
  ],
});
