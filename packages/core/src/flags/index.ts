export { flagFileSchema, parseFlagFile, type FlagDefinition, type FlagFile } from './flag-file.ts';
export { flagChange, flagChangeSchema, type ChangedFile, type FlagChange } from './flag-change.ts';
export { setFlag, type FlagEdit, type FlagOrder, type WantedSetting } from './set-flag.ts';
export { settingOf, settingText, type FlagSetting } from './setting.ts';
export type { ReplaceFile } from './ports.ts';
