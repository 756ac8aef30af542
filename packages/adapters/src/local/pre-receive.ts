/** First lines of the hook; by them we know our own. */
export const hookMark = '# interlock protect-branch v1';

/**
 * A `pre-receive` hook in POSIX sh that needs only git: it refuses the whole push where one reference may not move.
 * Branches: all but the protected ones, in whatever case (some file systems take `Main` for `main`), and none that is a
 * name for another. Tags: only new ones. What decides what is merged, marks of used approvals too (`refs/interlock/…`),
 * and references of other kinds: never.
 */
export function preReceiveHook(branches: readonly string[]): string {
  const names = branches.map((branch) => `refs/heads/${inAnyCase(branch)}`).join('|');
  return `#!/bin/sh
${hookMark}
# Written by Interlock, which replaces it. Branches: ${branches.length}.
status=0
refuse() {
  printf 'interlock: %s\\n' "$1" >&2
  status=1
}
while read -r old new ref; do
  case "$old" in *[!0]*) created=no ;; *) created=yes ;; esac
  case "$new" in *[!0]*) ;; *) created=no ;; esac
  if git symbolic-ref -q "$ref" >/dev/null 2>&1; then
    refuse "$ref is another name for a branch. Push to the branch itself."
    continue
  fi
  case "$ref" in
    ${names})
      refuse "$ref is protected: it moves only by a merge. Push your commits to another branch and open a request; merge-change merges it."
      ;;
    refs/heads/*) ;;
    refs/tags/*)
      [ "$created" = yes ] || refuse "$ref is there and stays as it is. Make a tag of another name."
      ;;
    refs/interlock/*)
      refuse "$ref belongs to Interlock. Nothing can be pushed there; use the operations of Interlock."
      ;;
    *)
      refuse "$ref is neither a branch nor a tag. Push to refs/heads/ or refs/tags/."
      ;;
  esac
done
exit "$status"
`;
}

/** A pattern of sh: ASCII letters in both cases, everything else quoted. */
function inAnyCase(branch: string): string {
  const parts = branch.match(/[a-z]|[^a-z]+/giu) ?? [];
  return parts
    .map((part) => (/^[a-z]$/iu.test(part) ? `[${part.toLowerCase()}${part.toUpperCase()}]` : quoted(part)))
    .join('');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
