export { type ChangedFile, type ChangeStatus, type Commit, type Identity } from './change.ts';
export { type CiFile } from './ci-file.ts';
export { collectChange, type Change } from './collect-change.ts';
export { type GateFile } from './gate-file.ts';
export { type Opaque } from './opaque/index.ts';
