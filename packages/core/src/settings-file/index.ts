export { readBaseFile } from './read-base-file.ts';
export { textSchema } from './text-schema.ts';
export { parseSettings, type SettingsFile } from './parse-settings.ts';
