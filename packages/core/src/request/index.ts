export { parseCommitStatus, parseRequest } from './parse.ts';
export {
  commitStatusSchema,
  requestCommentSchema,
  requestSchema,
  type CommitStatusFile,
  type RequestCommentFile,
  type RequestFile,
} from './schema.ts';
