export { createGitlabHost, type GitlabHostOptions } from './create-host.ts';
export { readGitlabRunContext } from './run-context.ts';
