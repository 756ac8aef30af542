/** A line of our own Markdown as a log shows it: what `escapeMarkdown` added is taken away again. */
export function plainLine(markdown: string): string {
  return markdown
    .replace(/^#{1,6} /u, '')
    .replaceAll('**', '')
    .replaceAll('\u2060', '')
    .replace(/\\([\\`*_{}[\]()#+!|~$])/gu, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
