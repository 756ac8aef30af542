import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

/** A fenced block: ```language title=path. */
export interface Block {
  readonly language: string;
  /** The file that the reader is told to write. */
  readonly title?: string;
  readonly text: string;
}

/** Every page that people read. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...globSync('docs/**/*.md', { cwd: root }).toSorted(),
];

export const readPage = (page: string) => readFileSync(join(root, page), 'utf8');

export function blocksOf(markdown: string): readonly Block[] {
  const fences = markdown.matchAll(/^```(\w*)(?: title=(\S+))?\n([\s\S]*?)^```$/gm);
  return [...fences].map(([, language = '', title, text = '']) => ({
    language,
    text,
    ...(title === undefined ? {} : { title }),
  }));
}
