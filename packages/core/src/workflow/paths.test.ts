import { describe, expect, it } from '@jest/globals';
import { isActiveWorkflow, isCiFile, isGateFile, isWorkflowFile } from './index.ts';

describe('isCiFile', () => {
  it.each([
    '.github/workflows/ci.yml',
    '.github/workflows/deep/script.sh',
    '.GitHub/Workflows/CI.YML',
    '.github/workflows/line\nbreak.yml',
    '.github/actions/setup/action.yml',
    'action.yml',
    'Action.YAML',
    '.gitlab-ci.yml',
    '.gitlab/ci/build.yml',
    'Jenkinsfile',
    'services/api/jenkinsfile',
    '.circleci/config.yml',
    'azure-pipelines.yml',
    '.buildkite/pipeline.yml',
    '.github',
    '.github/workflows',
    '.gitlab',
    '.circleci',
    'tools/setup/action.yml',
    '.gitlab/build.yml',
    'service/.gitlab-ci.yml',
    '.gitlab-ci/build.sh',
    'ci/Jenkinsfile.release',
    '.forgejo/workflows/ci.yml',
    '.gitea/actions/a.yml',
    '.travis.yml',
    'bitbucket-pipelines.yml',
    '.drone.yml',
    '.woodpecker/build.yaml',
    '.git\u200chub/workflows/ci.yml',
    '.githu\u200db/workflows/ci.yml',
    '.\uff47ithub/workflows/ci.yml',
    '.github\\workflows\\ci.yml',
    '.github/workflowſ/ci.yml',
    '.g\u0131thub/workflows/ci.yml',
    '.github./workflows /ci.yml. ',
    '.github::$INDEX_ALLOCATION/workflows/ci.yml',
    'docs\\..\\.github\\workflows\\ci.yml',
    '.\ufeffgitlab-ci.yml',
    'Jen\u212ainsfile',
  ])('takes %j', (path) => {
    expect(isCiFile(path)).toBe(true);
  });

  it.each([
    '.github/CODEOWNERS',
    'docs/.github/workflows/ci.yml',
    'src/reaction.yml',
    'docs/Jenkinsfile/readme.md',
    '.travis.yml.bak',
    '.gitlab/x.md',
    '',
  ])('leaves %j', (path) => {
    expect(isCiFile(path)).toBe(false);
  });
});

describe('isWorkflowFile and isActiveWorkflow', () => {
  it.each([
    ['.github/workflows/ci.yml', true, true],
    ['.github/workflows/ci.yaml', true, true],
    ['.github/workflows/CI.YML', true, false],
    ['.github/workflows/old/ci.yml', true, false],
    ['.github/workflows/README.md', false, false],
    ['.github/actions/setup/action.yml', false, false],
  ])('%s: read %p, run %p', (path, isRead, isRun) => {
    expect([isWorkflowFile(path), isActiveWorkflow(path)]).toEqual([isRead, isRun]);
  });
});

describe('isGateFile', () => {
  it.each([
    ['.interlock/config.yml', 'modified', true],
    ['.interlock/config.yml', 'added', true],
    ['.Interlock/Config.yml', 'added', true],
    ['.interlock', 'added', true],
    ['.interlock/changes/a.yml', 'added', false],
    ['.interlock/changes/a.yml', 'copied', false],
    ['.interlock/changes/a.yml', 'modified', true],
    ['.interlock/changes/a.yml', 'renamed', true],
    ['.interlock/changes/a.yml', 'deleted', true],
    ['.interlock/Changes/a.yml', 'added', true],
    ['.interlock/changes/.. /config.yml', 'added', true],
    ['.interlock/changes\\..\\config.yml', 'added', true],
    ['.interlock/changes/..\\config.yml', 'added', true],
    ['.inter\u200block/config.yml', 'added', true],
    ['.interlock./config.yml', 'added', true],
    ['CODEOWNERS', 'modified', true],
    ['codeowners ', 'added', true],
    ['.github/CODEOWNERS', 'deleted', true],
    ['.gitlab/CODEOWNERS', 'modified', true],
    ['docs/CODEOWNERS', 'modified', true],
    ['src/CODEOWNERS', 'modified', false],
    ['.interlocked/a', 'modified', false],
    ['docs/.interlock/config.yml', 'modified', false],
  ] as const)('%s %s: %p', (path, status, expected) => {
    expect(isGateFile(path, status)).toBe(expected);
  });
});
