import { defineOperation } from '@interlock/core/operation';

export const collectReports = defineOperation({
  name: 'collect-reports',
  stage: 'verify',
  event: 'reports-collected',
  summary: 'Reads reports of tests, coverage and scans into one document; it reports, and the policy judges.',
  inputs: {
    tests: {
      type: 'lines',
      description: 'Globs of JUnit XML files, each as [SUITE=]GLOB. The suite is "unit" where none is named.',
      example: 'integration=reports/integration/*.xml',
    },
    coverage: {
      type: 'lines',
      description: 'Globs of lcov tracefiles, each as [SUITE=]GLOB. The suite is "unit" where none is named.',
      example: 'coverage/lcov.info',
    },
    scans: { type: 'lines', description: 'Globs of SARIF 2.1.0 files.', example: 'reports/*.sarif' },
    'output-file': { type: 'path', default: 'reports.json', description: 'Where the document is written.' },
  },
  outputs: {
    'reports-path': { description: 'The document.' },
    'tests-passed': { description: 'Number of tests that passed, over all suites.' },
    'tests-failed': { description: 'Number of tests that failed or ended in an error, over all suites.' },
    'coverage-percent': {
      description:
        'Line coverage of the suite that covers least (a suite without lines counts as 0); empty without coverage.',
    },
    'findings-open': { description: 'Number of findings that are neither dismissed nor fixed, over all scans.' },
  },
  permissions: {
    github: { contents: { level: 'read', why: 'to check the project out' } },
    gitlab: 'None beyond the job token.',
  },
});
