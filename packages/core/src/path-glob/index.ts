export { isPathGlob, matchesPath, pathGlobSchema, reachesPath } from './path-glob.ts';
