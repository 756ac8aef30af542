import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapeHtml, escapeMarkdown, inlineCode, oneLine, plainMarkdown } from './index.ts';

describe('hostile text', () => {
  it('shows control and bidirectional characters', () => {
    expect(oneLine('a\u001b[31m\u202eb\nc')).toBe('a\\u{1b}[31m\\u{202e}b c');
  });

  it.each(['\u{E0041}', '\uFE0F', '\u{E0101}', '\u3164', '\u115F', '\uE000', '\uD800', '\uFFF9', '\u034F'])(
    'shows a character that has no looks of its own (case %#)',
    (character) => {
      expect(oneLine(`a${character}b`)).toMatch(/^a\\u\{[0-9a-f]+\}b$/);
    },
  );

  it('cuts long text', () => {
    expect(oneLine('x'.repeat(10), 4)).toBe('xxxx…');
  });

  it('keeps mentions, links, tables and HTML out of Markdown', () => {
    const escaped = escapeMarkdown('@owner [x](https://e.example) | <img src=x> `code`');
    expect(escaped).not.toMatch(/(^|[^\\])[[\]()|`<>]/);
    expect(escaped).not.toContain('@owner');
  });

  it.each([
    'www.evil.example',
    '(WWW.evil.example)',
    'https://evil.example',
    'irc://evil.example',
    'mailto:ann@evil.example',
    'ann@evil.example',
    'xmpp:ann@evil.example',
  ])('breaks the link that forges make of %s', (text) => {
    const escaped = escapeMarkdown(text);
    expect(escaped).not.toMatch(/www\.\w|:\/\/|@\w/i);
    expect(plainMarkdown(escaped)).toEqual([text]);
  });

  it('fences inline code with more back-ticks than it holds', () => {
    expect(inlineCode('a``b|c')).toBe('``` a``b\\|c ```');
  });

  it('never lets an HTML special through', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))));
  });
});
