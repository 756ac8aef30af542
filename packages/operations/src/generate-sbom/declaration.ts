import { defineOperation } from '@interlock/core/operation';

export const generateSbom = defineOperation({
  name: 'generate-sbom',
  stage: 'verify',
  event: 'sbom-generated',
  summary: 'Writes a CycloneDX 1.6 SBOM from the lockfiles of a project; runs nothing and downloads nothing.',
  inputs: {
    path: { type: 'path', default: '.', description: 'Folder whose npm and pnpm lockfiles are read.' },
    'output-file': { type: 'path', default: 'sbom.cdx.json', description: 'Where the SBOM is written.' },
    'include-dev': { type: 'boolean', default: true, description: 'Whether development packages are included.' },
    name: { type: 'string', description: 'Name of the project. Default: the name in package.json.' },
    version: { type: 'string', description: 'Version of the project. Default: the version in package.json.' },
    'source-date-epoch': {
      type: 'integer',
      min: 0,
      max: 253_402_300_799,
      variable: 'SOURCE_DATE_EPOCH',
      description:
        'Timestamp of the SBOM in seconds since 1970. Default: the variable SOURCE_DATE_EPOCH; without both the SBOM has no timestamp.',
    },
  },
  outputs: {
    'sbom-path': { description: 'The SBOM.' },
    'sbom-digest': { description: 'SHA-256 of the SBOM.' },
    'component-count': { description: 'Number of components in the SBOM.' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to check the project out' } },
    gitlab: 'None beyond the job token.',
  },
});
