export { checkAccess } from './check-access.ts';
export { checkStatus } from './check-status.ts';
export { commentBody, hasMarker, type CommentBody } from './comment-body.ts';
export { hideToken } from './hide-token.ts';
export {
  createRetrier,
  done,
  noAnswer,
  retryAfter,
  usualPatience,
  type Attempt,
  type Patience,
  type Retrier,
} from './retry.ts';
export { worstOfEach } from './worst-of-each.ts';
