export { type Clock } from './clock.ts';
export { type RunCommand, type CommandCall, type CommandOutcome } from './command.ts';
export {
  type CheckOutputs,
  type FindFiles,
  type HashFile,
  type NamedFile,
  type OutputFile,
  type ReadFile,
  type RemoveFiles,
  type WriteFile,
  type WriteFiles,
} from './files.ts';
export {
  type CommitStatus,
  type Forge,
  type NewRequest,
  type OpenRequest,
  type PublishComment,
  type PublishStatus,
  type StickyComment,
} from './forge.ts';
export { type ChangeRequest, type RunContext } from './run-context.ts';
export { type SourceTree } from './source-tree.ts';
export { type Repository, type OpenRepository } from './repository.ts';
