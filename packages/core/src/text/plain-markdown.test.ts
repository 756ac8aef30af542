import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapeMarkdown, markdownTable, oneLine, plainMarkdown } from './index.ts';

describe('plainMarkdown', () => {
  it('aligns the columns of a table and takes marks away', () => {
    const table = markdownTable(
      ['step', 'took'],
      [
        ['redeploy', '179 ms'],
        ['land', escapeMarkdown('a|b <c> @me')],
      ],
    );
    expect(plainMarkdown(`## Rollback\n**done**\n\n${table}\n\nThe end`)).toEqual([
      'Rollback',
      'done',
      'step      took',
      '---       ---',
      'redeploy  179 ms',
      'land      a|b <c> @me',
      'The end',
    ]);
  });

  it('gives back what was escaped', () => {
    const text = fc.string({ maxLength: 40 }).map((value) => oneLine(value).trim());
    fc.assert(
      fc.property(
        text.filter((value) => value !== '' && !/^#{1,6} |^-+$|\*\*|&(?:lt|gt|amp);|:\/\//u.test(value)),
        (value) => expect(plainMarkdown(markdownTable(['x'], [[escapeMarkdown(value)]]))[2]).toBe(value),
      ),
    );
  });
});
