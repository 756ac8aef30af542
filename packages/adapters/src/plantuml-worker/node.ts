import { measureText, type Metrics } from './text-metrics.ts';

/** A node of the drawing: as much of the DOM as PlantUML asks for, and nothing that loads, parses or runs anything. */
export type Drawn = ElementNode | TextNode;

export class TextNode {
  readonly nodeType = 3;
  parentNode: ElementNode | null = null;
  textContent: string;

  constructor(text: string) {
    this.textContent = text;
  }
}

/** What stands for a comment or a processing instruction: it is told apart from text, and is never written. */
export class Unwritten {
  readonly nodeType = 8;
  parentNode: ElementNode | null = null;
  readonly textContent = '';
}

export class ElementNode {
  readonly nodeType = 1;
  readonly tagName: string;
  readonly ownerDocument: unknown;
  readonly style: Record<string, string> = {};
  readonly attributes = new Map<string, string>();
  parentNode: ElementNode | null = null;
  childNodes: (Drawn | Unwritten)[] = [];

  constructor(tagName: string, ownerDocument: unknown) {
    this.tagName = tagName;
    this.ownerDocument = ownerDocument;
  }

  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, String(value));
  }

  setAttributeNS(_namespace: string | null, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.attributes.has(name);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  appendChild<T extends Drawn | Unwritten>(child: T): T {
    return this.insertBefore(child, null);
  }

  insertBefore<T extends Drawn | Unwritten>(child: T, next: Drawn | Unwritten | null): T {
    child.parentNode?.removeChild(child);
    const at = next === null ? -1 : this.childNodes.indexOf(next);
    this.childNodes.splice(at === -1 ? this.childNodes.length : at, 0, child);
    child.parentNode = this;
    return child;
  }

  removeChild<T extends Drawn | Unwritten>(child: T): T {
    this.childNodes = this.childNodes.filter((one) => one !== child);
    child.parentNode = null;
    return child;
  }

  get firstChild(): Drawn | Unwritten | null {
    return this.childNodes[0] ?? null;
  }

  get lastChild(): Drawn | Unwritten | null {
    return this.childNodes.at(-1) ?? null;
  }

  get textContent(): string {
    return this.childNodes.map((child) => child.textContent).join('');
  }

  set textContent(text: string) {
    this.childNodes = [];
    this.appendChild(new TextNode(text));
  }

  /** Of a canvas: it is only asked what a text measures. */
  getContext(): Canvas {
    return { font: '', measureText: canvasMetrics };
  }

  getBBox(): { x: number; y: number; width: number; height: number } {
    const size = Number(this.getAttribute('font-size') ?? 14);
    const family = this.getAttribute('font-family') ?? '';
    const bold = this.getAttribute('font-weight') === 'bold';
    const { ascent, descent, width } = measureText(this.textContent, { family, size, bold });
    return { x: 0, y: -ascent, width, height: ascent + descent };
  }
}

interface Canvas {
  /** As CSS has it: `bold italic 14px sans-serif`. */
  font: string;
  measureText(this: Canvas, text: unknown): object;
}

function canvasMetrics(this: Canvas, text: unknown): object {
  const [, style = '', size = '14', family = ''] = /^(.*?)(\d+(?:\.\d+)?)px (.*)$/.exec(this.font) ?? [];
  const metrics: Metrics = measureText(String(text), { family, size: Number(size), bold: /bold|[6-9]00/.test(style) });
  return {
    width: metrics.width,
    actualBoundingBoxLeft: 0,
    actualBoundingBoxRight: metrics.width,
    actualBoundingBoxAscent: metrics.ascent,
    actualBoundingBoxDescent: metrics.descent,
    fontBoundingBoxAscent: metrics.ascent,
    fontBoundingBoxDescent: metrics.descent,
  };
}
