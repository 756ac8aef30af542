import type { ChangedFile } from '../change.ts';
import type { Line } from './inspect-lines.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const lineFeed = 10;

/** The lines in these ranges, decoded; a byte order mark at the start of the file is no part of its first line. */
export function readLines(content: Uint8Array, ranges: ChangedFile['addedLines']): Iterable<Line> {
  const { isValid, text } = decode(content);
  return isValid ? splitText(text, ranges) : splitBytes(content, ranges);
}

function* splitText(text: string, ranges: ChangedFile['addedLines']): Generator<Line> {
  const lines = text.split('\n');
  for (const [first, last] of ranges) {
    for (const [index, line] of lines.slice(first - 1, last).entries()) {
      yield { number: first + index, isValid: true, text: first + index === 1 ? withoutMark(line) : line };
    }
  }
}

/** Line by line, so that other encodings in lines that were there before do not count. */
function* splitBytes(content: Uint8Array, ranges: ChangedFile['addedLines']): Generator<Line> {
  let number = 1;
  let start = 0;
  for (const [first, last] of ranges) {
    for (; number <= last && start <= content.length; number++) {
      const found = content.indexOf(lineFeed, start);
      const end = found === -1 ? content.length : found;
      const { isValid, text } = number < first ? unread : decode(content.subarray(start, end));
      if (number >= first) yield { number, isValid, text: number === 1 ? withoutMark(text) : text };
      start = end + 1;
    }
  }
}

const unread = { isValid: true, text: '' };
const withoutMark = (line: string) => (line.startsWith('\uFEFF') ? line.slice(1) : line);

function decode(bytes: Uint8Array): Pick<Line, 'text' | 'isValid'> {
  try {
    return { text: strict.decode(bytes), isValid: true };
  } catch {
    return { text: lenient.decode(bytes), isValid: false };
  }
}
