import { isMap } from 'yaml';
import type { Permission } from './facts.ts';
import { scalarText } from './parse-yaml.ts';
import { isEmpty, type Entry, type YamlReader } from './yaml-reader.ts';

/** What a `permissions` member grants; at least one entry, so that a block that is there can be told from none. */
export function readPermissions(entry: Entry, scope: string, reader: YamlReader): readonly Permission[] {
  const all = (level: string): Permission => ({ scope, name: 'permissions', level, line: entry.line });
  // An empty value is no block of its own: whether it means none or the default is not documented.
  if (isEmpty(entry.value)) return [all('default')];
  if (!isMap(entry.value)) return [all(levelOf(entry.value, entry.line, reader))];
  const members = reader.entries(entry.value, entry.line);
  if (members.length === 0) return [all('none')];
  return members.map(({ key, line, value }) => {
    if (!/^[a-z-]{1,40}$/i.test(key)) reader.report(line, 'the name of a permission was expected here');
    return { scope, name: key.toLowerCase(), level: levelOf(value, line, reader), line };
  });
}

function levelOf(value: unknown, line: number, reader: YamlReader): string {
  const level = scalarText(value);
  if (level === undefined || !/^[a-z-]{1,20}$/i.test(level))
    reader.report(line, 'a permission level was expected here');
  return (level ?? '').toLowerCase();
}
