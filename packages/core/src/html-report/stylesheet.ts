import { layout } from './styles/layout.ts';
import { parts } from './styles/parts.ts';
import { print } from './styles/print.ts';
import { tokens } from './styles/tokens.ts';

/** The one style of a report, as it stands in the page. */
export const stylesheet = [tokens, layout, parts, print].join('\n').trim();
