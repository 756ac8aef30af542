import { describe, expect, it } from '@jest/globals';
import { ElementNode, TextNode, Unwritten } from './node.ts';
import { measureText } from './text-metrics.ts';
import { writeSvg } from './write-svg.ts';

const words = { title: 't', description: 'd' };
function element(tagName: string, attributes: Readonly<Record<string, string>> = {}, ...children: ElementNode[]) {
  const made = new ElementNode(tagName, undefined);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const child of children) made.appendChild(child);
  return made;
}
const write = (...children: ElementNode[]) => writeSvg(element('svg', {}, ...children), words);

describe('an SVG', () => {
  it.each([
    'script',
    'foreignObject',
    'a',
    'image',
    'use',
    'style',
    'animate',
    'set',
    'iframe',
    'constructor',
    'filter',
  ])('with an element %s is refused', (name) =>
    expect(() => write(element('g', {}, element(name)))).toThrow(`<${name}>`),
  );

  it.each([
    ['onload', 'x()'],
    ['href', '#a'],
    ['xlink:href', 'javascript:x'],
    ['fill', 'url(http://127.0.0.1/)'],
    ['style', 'background:url(x)'],
    ['transform', 'scale(9)'],
    ['x', '1e9'],
    ['filter', 'url(#f)'],
    ['constructor', 'x'],
  ])('with the attribute %s of %s is refused', (name, value) =>
    expect(() => write(element('rect', { [name]: value }))).toThrow(name),
  );

  it('has the ground that the source names, as a colour alone', () => {
    const on = (style: string) => writeSvg(element('svg', { style }), words);
    expect(on('background-color:#FF0000;')).toContain('<rect width="100%" height="100%" fill="#FF0000"/>');
    expect(write()).toContain('<rect width="100%" height="100%" fill="#FFFFFF"/>');
    expect(() => on('background-color:#FF0000;background:url(x)')).toThrow('style=');
  });

  it('has its texts escaped, and no comment or instruction', () => {
    const text = element('text', { 'font-family': `x' onload="y` });
    text.textContent = '<b>&"\u0001]]>';
    const group = element('g', {}, text);
    group.appendChild(new Unwritten());
    const svg = write(group);
    expect(svg).toContain('&lt;b&gt;&amp;&quot;\ufffd]]&gt;</text>');
    expect(svg).not.toMatch(/onload|<!|<\?/);
  });

  it('with text where no text is drawn is refused', () => {
    const group = element('g');
    group.appendChild(new TextNode('x'));
    expect(() => write(group)).toThrow('text outside');
  });
});

describe('measureText', () => {
  const width = (text: string, family = 'sans-serif', bold = false) =>
    measureText(text, { family, size: 2048, bold }).width;
  it.each([
    ['A', 'sans-serif', false, 1401],
    ['A', 'sans-serif', true, 1585],
    ['Ai', 'Courier', true, 2466],
    ['e\u0301', 'sans-serif', false, 1260],
    ['漢', 'sans-serif', false, 2048],
    ['👍', 'sans-serif', false, 2048],
    ['\u10d0', 'sans-serif', false, 1228.8],
    ['', 'sans-serif', false, 0],
  ])('knows %s in %s, bold: %s', (text, family, bold, expected) => {
    expect(width(text, family, bold)).toBeCloseTo(expected, 6);
  });
});
