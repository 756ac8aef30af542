/**
 * Markdown of our own summaries as plain lines: marks and escapes are taken away, tables become aligned columns. Lines
 * still need `oneLine` before they reach a terminal or a log.
 */
export function plainMarkdown(markdown: string): readonly string[] {
  const lines: string[] = [];
  let table: (readonly string[])[] = [];
  const endTable = () => {
    if (table.length > 0) lines.push(...textTable(table));
    table = [];
  };
  for (const line of markdown.trim().split('\n')) {
    if (line.startsWith('| ')) table.push(cellsOf(line));
    else {
      endTable();
      if (line !== '') lines.push(plain(line));
    }
  }
  endTable();
  return lines;
}

/** Rows of cells in columns as wide as their widest cell. */
export function textTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1)
    .split(/(?<!\\)\|/u)
    .slice(0, -1)
    .map((cell) => (/^ -+ $/u.test(cell) ? '-'.repeat(cell.length - 2) : plain(cell.trim())));
}

function plain(text: string): string {
  return text
    .replace(/^#{1,6} /u, '')
    .replaceAll('**', '')
    .replaceAll('\u2060', '')
    .replace(/\\([\\`*_{}[\]()#+!|~$])/gu, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
