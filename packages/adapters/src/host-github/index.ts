export { createGithubHost, type GithubHostOptions } from './create-host.ts';
export { readGithubRunContext } from './run-context.ts';
