export { createGitlabForge, type GitlabForgeOptions } from './create-forge.ts';
