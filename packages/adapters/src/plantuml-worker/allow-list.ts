/** An attribute's value, where it may have only some. */
const number = /^-?\d{1,9}(?:\.\d{1,4})?$/;
const numbers = /^[-\d., ]{0,100000}$/;
const colour = /^(?:#[0-9A-Fa-f]{3,8}|none)$/;

/** What an SVG of ours may hold; all else is refused. None of it can run, load or lead anywhere. */
export const elements: Readonly<Record<string, readonly string[]>> = {
  svg: ['viewBox', 'width', 'height'],
  defs: [],
  g: [],
  title: [],
  text: [
    'x',
    'y',
    'font-size',
    'font-weight',
    'font-style',
    'font-family',
    'text-decoration',
    'fill',
    'xml:space',
    'style',
  ],
  rect: ['x', 'y', 'width', 'height', 'rx', 'ry', 'fill', 'stroke', 'stroke-width', 'stroke-dasharray'],
  line: ['x1', 'y1', 'x2', 'y2', 'stroke', 'stroke-width', 'stroke-dasharray'],
  circle: ['cx', 'cy', 'r', 'fill', 'stroke', 'stroke-width', 'stroke-dasharray'],
  ellipse: ['cx', 'cy', 'rx', 'ry', 'fill', 'stroke', 'stroke-width', 'stroke-dasharray'],
  path: ['d', 'fill', 'stroke', 'stroke-width', 'stroke-dasharray'],
  polygon: ['points', 'fill', 'stroke', 'stroke-width', 'stroke-dasharray'],
};

export const values: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(
    ['x', 'y', 'width', 'height', 'rx', 'ry', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'font-size', 'stroke-width'].map(
      (name) => [name, number],
    ),
  ),
  viewBox: numbers,
  points: numbers,
  'stroke-dasharray': numbers,
  d: /^[-\d., MLCQAZHVSTmlcqazhvst]{0,100000}$/,
  fill: colour,
  stroke: colour,
  'font-weight': /^(?:bold|normal|[1-9]00)$/,
  'font-style': /^(?:italic|normal)$/,
  'font-family': /^[^\0]{0,200}$/,
  'text-decoration': /^(?:underline|line-through|wavy underline|overline)$/,
  'xml:space': /^preserve$/,
  style: /^white-space: pre$/,
};

/** What PlantUML writes for scripts and style sheets of a page, and for XML itself; it is left out. */
export const dropped: ReadonlySet<string> = new Set(['xmlns', 'xmlns:xlink', 'version', 'class', 'id']);
export const isDropped = (name: string) => dropped.has(name) || /^data-[a-z-]+$/.test(name);
