import parseExpression from 'spdx-expression-parse';

/** A licence as the package states it: an SPDX identifier, an SPDX expression, or any other text. */
export interface License {
  readonly kind: 'id' | 'expression' | 'name';
  readonly text: string;
}

// The parser's own scanner skips characters it does not know, and its recursion follows the nesting.
const expressionCharacters = /^[A-Za-z0-9.+\-: ()]{1,500}$/;

/**
 * Licences of npm's `license` and `licenses` fields: text (SPDX since npm 2), or the older `{ type, url }` and lists of
 * both. Anything else gives none.
 */
export function readLicenses(field: unknown): readonly License[] {
  const texts = (Array.isArray(field) ? field.slice(0, 100) : [field]).flatMap(textOf);
  return sortLicenses(texts.map(classify));
}

/** Sorted, without repetition. */
export function sortLicenses(licenses: readonly License[]): readonly License[] {
  const unique = new Map(licenses.map((license) => [license.text, license]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, license]) => license);
}

function textOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (typeof value !== 'object' || value === null) return [];
  const named = Object.entries(value).find(
    ([key, text]) => (key === 'type' || key === 'name') && typeof text === 'string',
  );
  return typeof named?.[1] === 'string' && named[1].trim() !== '' ? [named[1].trim()] : [];
}

function classify(text: string): License {
  if (!expressionCharacters.test(text)) return { kind: 'name', text };
  try {
    const parsed = parseExpression(text);
    return { kind: 'license' in parsed && parsed.license === text ? 'id' : 'expression', text };
  } catch {
    return { kind: 'name', text };
  }
}
