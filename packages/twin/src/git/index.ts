export { startGitServer, type GitServer, type GitServerOptions } from './start-git-server.ts';
