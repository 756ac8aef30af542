export { type Clock } from './clock.ts';
export { type RunCommand, type CommandCall, type CommandOutcome } from './command.ts';
export {
  type ConsumeOnce,
  type Remote,
  type Use,
  type UseAnswer,
  type UseHolder,
  type UseMark,
} from './consume-once.ts';
export {
  type CalledFiles,
  type CheckOutputs,
  type ClearOutputs,
  type FindFiles,
  type HashFile,
  type ListedFile,
  type ListFolder,
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
  type Merge,
  type MergeRequest,
  type NewRequest,
  type OpenedRequest,
  type OpenRequest,
  type PublishComment,
  type PublishStatus,
  type ReadRequest,
  type ReadStatuses,
  type RequestState,
  type StickyComment,
} from './forge.ts';
export { type FetchCommit, type MergedTree, type RevertedTree } from './merge.ts';
export { type JsonPost, type PostJson } from './post-json.ts';
export { type ProtectBranches } from './protect-branches.ts';
export { type ChangeRequest, type RunContext } from './run-context.ts';
export { type SignSsh, type SshSigning } from './sign-ssh.ts';
export { type CommitTree, type SourceTree } from './source-tree.ts';
export { type MergeResult, type OpenRepository, type Repository } from './repository.ts';
export { type ReadWorkTree, type WorkTree } from './work-tree.ts';
