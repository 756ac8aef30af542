export { type ChangedFile, type ChangeStatus, type Commit, type Identity } from './change.ts';
