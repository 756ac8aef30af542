import { elements, isDropped, values } from './allow-list.ts';
import { TextNode, Unwritten, type Drawn, type ElementNode } from './node.ts';
import { drawnFamily, measureText } from './text-metrics.ts';

/** What the drawing holds and may not. */
export class Refused extends Error {}

export interface Words {
  readonly title: string;
  readonly description: string;
}

/** Writes the drawing, of what the lists allow and nothing else, an element a line. Throws `Refused`. */
export function writeSvg(root: ElementNode, { description, title }: Words): string {
  if (root.tagName !== 'svg') throw new Refused(`a root <${root.tagName}>`);
  const about = `<title>${escapeText(title)}</title>\n<desc>${escapeText(description)}</desc>`;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" role="img"${attributesOf(root, ['style'])}>`;
  const ground = `<rect width="100%" height="100%" fill="${groundOf(root)}"/>`;
  return `${head}\n${about}\n${ground}\n${contentOf(root)}\n</svg>\n`;
}

function contentOf(element: ElementNode): string {
  return element.childNodes
    .map(writeNode)
    .filter((text) => text !== '')
    .join('\n');
}

/** The titles of lifelines are left out: PlantUML puts dots in place of half the letters, and the names are drawn. */
function writeNode(node: Drawn | Unwritten): string {
  if (node instanceof Unwritten) return '';
  if (node instanceof TextNode) throw new Refused('text outside of an element for text');
  const open = `<${node.tagName}${attributesOf(node)}`;
  if (node.tagName === 'text') return writeText(node, open);
  if (node.tagName === 'title') return '';
  const content = contentOf(node);
  if (content !== '') return `${open}>\n${content}\n</${node.tagName}>`;
  return node.tagName === 'g' || node.tagName === 'defs' ? '' : `${open}/>`;
}

function writeText(node: ElementNode, open: string): string {
  const inside = node.childNodes.find((child) => !(child instanceof TextNode));
  if (inside !== undefined) throw new Refused('an element inside <text>');
  const text = node.textContent;
  if (text === '') return '';
  return `${open}${lengthOf(node, text)}>${escapeText(text)}</text>`;
}

/** The width that the layout gave it: a viewer whose font is wider squeezes it, instead of drawing over what is beside it. */
function lengthOf(node: ElementNode, text: string): string {
  const family = node.getAttribute('font-family') ?? '';
  const bold = /bold|[6-9]00/.test(node.getAttribute('font-weight') ?? '');
  const { width } = measureText(text, { family, bold, size: Number(node.getAttribute('font-size') ?? 14) });
  return width === 0 ? '' : ` textLength="${width.toFixed(2)}" lengthAdjust="spacingAndGlyphs"`;
}

/** The colour behind it all: white, so that it can be read on a dark page, unless the source names one. */
function groundOf(root: ElementNode): string {
  const style = root.getAttribute('style');
  if (style === null) return '#FFFFFF';
  const [, colour] = /^background-color: ?(#[0-9A-Fa-f]{6});?$/.exec(style) ?? [];
  if (colour === undefined) throw new Refused(`style="${style.slice(0, 40)}" of <svg>`);
  return colour;
}

function attributesOf(node: ElementNode, taken: readonly string[] = []): string {
  const allowed = Object.hasOwn(elements, node.tagName) ? elements[node.tagName] : undefined;
  if (allowed === undefined) throw new Refused(`<${node.tagName.slice(0, 40)}>`);
  const kept = [...node.attributes].filter(([name]) => !isDropped(name) && !taken.includes(name));
  return kept.map(([name, value]) => ` ${name}="${escapeText(valueOf(node, allowed, name, value))}"`).join('');
}

function valueOf(node: ElementNode, allowed: readonly string[], name: string, value: string): string {
  if (!allowed.includes(name)) throw new Refused(`the attribute ${name.slice(0, 40)} of <${node.tagName}>`);
  if (values[name]?.test(value) !== true) throw new Refused(`${name}="${value.slice(0, 40)}" of <${node.tagName}>`);
  return name === 'font-family' ? drawnFamily(value) : value;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML 1.0 does not have are replaced. */
function escapeText(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- these are what it is about
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"]/g, (letter) => entities[letter] ?? '')
  );
}
