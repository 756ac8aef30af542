export { parseSettings, type SettingsFile } from './parse-settings.ts';
