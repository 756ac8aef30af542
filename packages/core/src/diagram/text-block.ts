/** A title, legend, header, footer or caption; its text is `undefined` where it stands on the lines below. */
export interface TextBlock {
  readonly kind: 'title' | 'legend' | 'header' | 'footer' | 'caption';
  readonly text?: string;
  readonly until: RegExp;
}

const kinds = ['title', 'legend', 'header', 'footer', 'caption'] as const;
const opening = /^(?:(?:left|right|center)\s+)?(title|legend|header|footer|caption)(?:\s+(.*))?$/;
const placement = /^(?:(?:left|right|center|top|bottom)(?:\s+|$)){1,2}$/;

export function readTextLine(line: string): TextBlock | undefined {
  const [, word, rest = ''] = opening.exec(line) ?? [];
  const kind = kinds.find((one) => one === word);
  if (kind === undefined) return undefined;
  if (kind === 'legend' && rest !== '' && !placement.test(rest)) return undefined;
  const until = new RegExp(`^end\\s?${kind}$`);
  const onLine = rest !== '' && !placement.test(rest);
  return onLine ? { kind, text: rest, until } : { kind, until };
}
