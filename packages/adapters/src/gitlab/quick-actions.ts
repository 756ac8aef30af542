/**
 * GitLab obeys lines such as `/approve` or `/merge` in a note or description with the rights of our token, and a note can
 * hold text of the change. It deletes carriage returns before it looks for a `/` at the start of a line (lib/gitlab/
 * quick_actions/extractor.rb). A backslash before the `/` is not shown and makes it plain text.
 */
export function withoutQuickActions(markdown: string): string {
  return markdown.replace(/^(\r*)\//gmu, '$1\\/');
}
