export { startGitlabTwin, type GitlabTwin } from './start-twin.ts';
export type { GitlabTwinOptions, TwinNote, TwinStatus, TwinUser } from './state.ts';
