import { expect, it } from '@jest/globals';
import { readGitlabRunContext } from './index.ts';

it('takes the merge request where it is complete', () => {
  const environment = {
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: 'a',
    CI_COMMIT_SHA: 'b',
    CI_MERGE_REQUEST_TARGET_BRANCH_SHA: '',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'agent/fix',
  };
  const changeRequest = { number: 7, base: 'a', head: 'b', baseBranch: 'main', branch: 'agent/fix' };
  expect(readGitlabRunContext(environment)).toMatchObject({ commit: 'b', changeRequest });
  expect(readGitlabRunContext({ ...environment, CI_MERGE_REQUEST_IID: '' })).not.toHaveProperty('changeRequest');
});
