export { readBaseFile } from './read-base-file.ts';
export { parseSettings, type SettingsFile } from './parse-settings.ts';
