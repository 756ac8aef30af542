import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser } from 'playwright-core';
import {
  bold,
  book,
  ascent,
  descent,
  monospaceWidth,
  unitsPerEm,
} from '../../packages/adapters/src/plantuml-worker/dejavu.ts';
import { readFont } from './diagrams/font-widths.ts';
import { measureTexts } from './diagrams/measure-texts.ts';
import { requirePeer } from './installation.ts';

const fixtures = resolve(import.meta.dirname, '../../packages/adapters/src/plantuml/fixtures');
const names = ['two', 'fragments'];
const regular = requirePeer('dejavu');

describe('the table of widths', () => {
  it.each([
    ['DejaVuSans.ttf', book],
    ['DejaVuSans-Bold.ttf', bold],
  ])('has those of %s', (file, rows) => {
    const font = readFont(regular.replace('DejaVuSans.ttf', file));
    expect([font.unitsPerEm, font.ascent, font.descent]).toEqual([unitsPerEm, ascent, descent]);
    // Where the font has no glyph the table has the default.
    const ofFont = rows.map(([first, widths]) => [
      first,
      widths
        .split(' ')
        .map((_, index) => font.width(first + index) ?? Math.round(0.6 * unitsPerEm))
        .join(' '),
    ]);
    expect(ofFont).toEqual(rows);
  });

  it('has the one width of DejaVu Sans Mono', () => {
    const font = readFont(regular.replace('DejaVuSans.ttf', 'DejaVuSansMono.ttf'));
    expect(['i', 'W', 'é'].map((letter) => font.width(letter.codePointAt(0) ?? 0))).toEqual([
      monospaceWidth,
      monospaceWidth,
      monospaceWidth,
    ]);
  });
});

describe("Debian's PlantUML", () => {
  const syntax = (source: string) =>
    spawnSync(requirePeer('plantuml'), ['-syntax'], { input: source, encoding: 'utf8' }).stdout.split('\n')[0];

  it.each(names)('reads %s as a sequence diagram', (name) => {
    expect(syntax(readFileSync(`${fixtures}/${name}.puml`, 'utf8'))).toBe('SEQUENCE');
  });

  it('refuses the line that we refuse', () => {
    expect(syntax('@startuml x\nA -> B : go\nscale by the eye\n@enduml\n')).toBe('ERROR');
  });
});

describe('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: requirePeer('chromium'),
      chromiumSandbox: process.getuid?.() !== 0,
    });
  });
  afterAll(() => browser?.close());

  it.each(names)('no text of %s lies on another, and each is as wide as it was measured', async (name) => {
    const page = await browser.newPage();
    await page.setContent(readFileSync(`${fixtures}/${name}.svg`, 'utf8'));
    const { overlaps, texts } = await page.evaluate(measureTexts);
    await page.close();
    expect(texts.length).toBeGreaterThan(4);
    expect(overlaps).toEqual([]);
    const latin = texts.filter(({ text }) => /^[\u0020-\u017f]+$/.test(text));
    // The browser kerns, and the table does not.
    expect(latin.filter(({ measured, natural }) => Math.abs(natural / measured - 1) > 0.05)).toEqual([]);
  });
});
