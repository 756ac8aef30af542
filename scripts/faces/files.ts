import type { JsonSchema } from '@valibot/to-json-schema';
import { markdownTable } from '@interlock/core/text';
import type { AnyOperation } from '@interlock/core/operation';
import { fileSchemas, type FileSchema } from '../schemas.ts';
import { jsonSchemaOf } from './json-schema.ts';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The files that an operation reads and writes, each with a link to its schema, and the keys of those that people write. */
export function fileSection(operation: AnyOperation): readonly string[] {
  const read = fileSchemas.filter(({ readBy }) => readBy.includes(operation.name));
  const written = fileSchemas.filter(({ writtenBy }) => writtenBy.includes(operation.name));
  if (read.length + written.length === 0) return [];
  const rows = [...new Set([...read, ...written])].map((file) => [
    `[${file.name}](schemas/${file.name}.schema.json)`,
    [...(read.includes(file) ? ['read'] : []), ...(written.includes(file) ? ['written'] : [])].join(', '),
    cell(file.description),
  ]);
  const keys = read.filter(({ name }) => name.endsWith('config')).flatMap(keySection);
  return ['## Files', '', markdownTable(['Schema', 'Use', 'File'], rows), '', ...keys];
}

function keySection(file: FileSchema): readonly string[] {
  const rows = keysOf(jsonSchemaOf(file), '').map(({ path, type, fallback, meaning }) => [
    `\`${path}\``,
    cell(type),
    cell(fallback),
    cell(meaning),
  ]);
  return [`### Keys: ${file.title.toLowerCase()}`, '', markdownTable(['Key', 'Type', 'Default', 'Meaning'], rows), ''];
}

interface Key {
  readonly path: string;
  readonly type: string;
  readonly fallback: string;
  readonly meaning: string;
}

/** Every key of a schema, with dots between levels and `[]` after a list. */
function keysOf(schema: JsonSchema, prefix: string): readonly Key[] {
  const required = schema.required ?? [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    if (typeof value === 'boolean') return [];
    const path = `${prefix}${name}`;
    const fallback =
      value.default === undefined
        ? required.includes(name)
          ? 'required'
          : ''
        : `\`${JSON.stringify(value.default)}\``;
    const nested = nestedIn(value, path);
    if (nested.length > 0 && value.description === undefined) return nested;
    return [{ path, type: typeOf(value), fallback, meaning: value.description ?? '' }, ...nested];
  });
}

function nestedIn(value: JsonSchema, path: string): readonly Key[] {
  const { items } = value;
  if (value.type === 'array' && typeof items === 'object' && !Array.isArray(items)) return keysOf(items, `${path}[].`);
  const options = (value.anyOf ?? []).filter((one) => typeof one === 'object');
  return [...keysOf(value, `${path}.`), ...options.flatMap((option) => unionKeys(option, path))];
}

/** One form of a key that has several: nothing right below it is required. */
function unionKeys(option: JsonSchema, path: string): readonly Key[] {
  if (option.type !== 'array') return keysOf({ ...option, required: [] }, `${path}.`).map(asForm);
  return [
    { path: `${path}[]`, type: 'list', fallback: 'one form', meaning: option.description ?? '' },
    ...nestedIn(option, path),
  ];
}

const asForm = (key: Key): Key => ({ ...key, fallback: 'one form' });

function typeOf(value: JsonSchema): string {
  if (value.enum !== undefined)
    return value.enum.map((option) => `\`${JSON.stringify(option).replaceAll('"', '')}\``).join(' ');
  if (value.type === 'array') return 'list';
  return typeof value.type === 'string' ? value.type : '';
}
