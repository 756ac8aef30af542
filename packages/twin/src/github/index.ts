export { startGithubTwin, type GithubTwin } from './start-twin.ts';
export {
  githubActionsBot,
  type GithubTwinOptions,
  type TwinComment,
  type TwinPullRequest,
  type TwinStatus,
  type TwinUser,
} from './state.ts';
