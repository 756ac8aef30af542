import { judgeSources, type JudgedSource, type Source } from '@interlock/core/diagram-check';
import { fail, ok, type Result } from '@interlock/core/failure';
import { decodeUtf8 } from '@interlock/core/text';
import type { CheckDiagramsPorts } from './ports.ts';

const mostFiles = 500;
const mostBytes = 2_000_000;

type ReadPorts = Pick<CheckDiagramsPorts, 'findFiles' | 'readFile'>;

/** Every diagram that the patterns name, read and linted, each once. */
export async function readSources(
  patterns: readonly string[],
  ports: ReadPorts,
): Promise<Result<readonly JudgedSource[]>> {
  const paths = new Set<string>();
  for (const pattern of patterns) {
    const found = await ports.findFiles(pattern);
    if (!found.ok) return found;
    for (const path of found.value) paths.add(path);
  }
  if (paths.size === 0) return fail('usage', 'No diagram was named.', { hint: 'Give paths: docs/diagrams/*.puml.' });
  if (paths.size > mostFiles)
    return fail('usage', `These are ${paths.size} files; at most ${mostFiles} diagrams are checked at once.`, {
      hint: 'Name fewer of them in paths.',
    });
  const sources: Source[] = [];
  for (const path of paths) {
    const source = await readSource(path, ports);
    if (!source.ok) return source;
    sources.push(source.value);
  }
  return ok(judgeSources(sources));
}

async function readSource(file: string, { readFile }: ReadPorts): Promise<Result<Source>> {
  const bytes = await readFile(file);
  if (!bytes.ok) return bytes;
  if (bytes.value.length > mostBytes)
    return fail('unsupported-format', `This diagram has ${bytes.value.length} bytes; at most ${mostBytes} are read.`, {
      file,
      hint: 'Split it with ref.',
    });
  const text = decodeUtf8(bytes.value, file);
  return text.ok ? ok({ file, text: text.value }) : text;
}
