import { ElementNode } from './node.ts';

export interface DrawnError {
  readonly message: string;
  /** 1-based; `undefined` where PlantUML names none. */
  readonly line: number | undefined;
}

/**
 * PlantUML draws an error as a picture of the source, and calls that a success. A sequence diagram is told from it by what
 * it is made of: each lifeline is a group with a title, and a picture of an error has no groups. Words decide nothing.
 */
export function readDrawnError(root: ElementNode): DrawnError | undefined {
  const groups = childrenOf(root).flatMap(childrenOf).filter(isLifeline);
  if (groups.length > 0) return undefined;
  const texts = childrenOf(root)
    .flatMap(childrenOf)
    .filter(({ tagName }) => tagName === 'text')
    .map(({ textContent }) => textContent);
  const [, line] = /^\[From .{1,100} \(line (\d{1,6})\) \]$/.exec(texts[1] ?? '') ?? [];
  const message = texts.at(-1)?.trim();
  return { message: message ?? 'nothing was drawn', line: line === undefined ? undefined : Number(line) };
}

const childrenOf = (element: ElementNode): readonly ElementNode[] =>
  element.childNodes.filter((child) => child instanceof ElementNode);

const isLifeline = (group: ElementNode) =>
  group.tagName === 'g' && childrenOf(group).some(({ tagName }) => tagName === 'title');
