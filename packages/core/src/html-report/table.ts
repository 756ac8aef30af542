import { html, type Html, type HtmlValue } from './html.ts';

export interface Column {
  readonly name: string;
  /** `number` is set to the right, `code` in a fixed width. */
  readonly is?: 'text' | 'number' | 'code';
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly HtmlValue[])[];
  /** Said in place of a table without rows. */
  readonly empty: string;
  /** Rows that are written at most; how many were left out is said. */
  readonly most?: number;
}

/** Its first column names the row. A long one scrolls in its own frame, which the keyboard reaches. */
export function table({ caption, columns, empty, most = 1000, rows }: Table): Html {
  if (rows.length === 0) return missing(empty);
  const kind = (index: number) => columns[index]?.is ?? 'text';
  const left = rows.length - most;
  return frame(
    caption,
    html`<table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map(({ name }, index) => html`<th scope="col" class="${kind(index)}">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, most).map((cells) => row(cells, kind))}
        </tbody>
      </table>
      ${left > 0 ? html`<p class="more">${left} more rows are in the evidence and not shown here.</p>` : undefined}`,
  );
}

/** What may be wider or longer than the page, so that it scrolls in itself. */
export function frame(label: string, content: Html): Html {
  return html`<div class="frame" tabindex="0" role="region" aria-label="${label}">${content}</div> `;
}

/** A plain word that something is not there. */
export function missing(text: string): Html {
  return html`<p class="missing">${text}</p> `;
}

function row(cells: readonly HtmlValue[], kind: (index: number) => string): Html {
  return html`<tr>
    ${cells.map((cell, index) =>
      index === 0
        ? html`<th scope="row" class="${kind(index)}">${cell}</th>`
        : html`<td class="${kind(index)}">${cell}</td>`,
    )}
  </tr> `;
}
