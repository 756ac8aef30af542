export { createGithubForge, type GithubForgeOptions } from './create-forge.ts';
