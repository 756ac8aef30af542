import type { Sighting } from './facts.ts';
import { hiddenInLine } from './hidden-characters.ts';
import { isAttributesName, isSourceName } from './source-name.ts';
import { createTally } from './tally.ts';

/** One line and its number, counted from 1. Where its bytes are not UTF-8, the text is what can be read of it. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly isValid: boolean;
}

export interface TextFile {
  readonly path: string;
  /** Whether CI systems or the gate take their orders from it. */
  readonly governs: boolean;
}

const maximumLength = 5000;
const maximumCharacters = 100_000;
/** Code behind so many blanks stands beside the window in which a person reads. */
const pushedAside = /\S[^\S\n]{160,}\S|^[^\S\n]{400,}\S/u;
const hidingAttribute = /^\s*[^\s#].*\s(binary|-diff|(linguist|gitlab)-generated(=(?!false)\S*)?)(\s|$)/iu;
const mediaPattern = /^\S*\.(png|jpe?g|gif|ico|webp|avif|bmp|pdf|woff2?|ttf|otf|eot|mp[34]|ogg|wav|webm|mov)\s/iu;

/** What the lines of a text hide, one sighting of each kind. */
export function inspectLines({ governs, path }: TextFile, lines: Iterable<Line>): readonly Sighting[] {
  const { add, addCharacter, characters, list } = createTally();
  const isSource = governs || isSourceName(path);
  const isAttributes = isAttributesName(path);
  for (const { isValid, number, text } of lines) {
    if (!isValid) add('invalid-utf8', number);
    for (const character of hiddenInLine(text)) {
      addCharacter(character, number);
      if (characters() > maximumCharacters) {
        add('unread', number);
        return list();
      }
    }
    if (isSource && text.length > maximumLength) add('long-line', number);
    if (isSource && pushedAside.test(text)) add('pushed-aside', number);
    if (isAttributes && hidingAttribute.test(text) && !mediaPattern.test(text)) add('hidden-diff', number);
  }
  return list();
}
