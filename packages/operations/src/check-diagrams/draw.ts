import { toMermaid } from '@interlock/core/diagram';
import { hasErrors, type DiagramFile, type JudgedSource } from '@interlock/core/diagram-check';
import { ok, type Result } from '@interlock/core/failure';
import type { OutputFile } from '@interlock/core/ports';
import type { CheckDiagramsPorts } from './ports.ts';

type State = DiagramFile['drawings'][number]['state'];

export interface Drawn {
  readonly file: string;
  readonly state: State;
  /** What is to be written. */
  readonly output?: OutputFile;
}

/** `docs/diagrams/a.puml` is drawn in `docs/diagrams/a.mmd`. */
export const drawingOf = (file: string) => `${file.replace(/\.[^./]*$/, '')}.mmd`;

/** Compares the drawing of a diagram with the one beside it. A diagram with errors is not drawn. */
export async function draw(
  source: JudgedSource,
  mode: 'off' | 'check' | 'write',
  { readFile }: Pick<CheckDiagramsPorts, 'readFile'>,
): Promise<Result<readonly Drawn[]>> {
  if (mode === 'off' || hasErrors(source)) return ok([]);
  const file = drawingOf(source.file);
  const content = toMermaid(source.diagram);
  const there = await readFile(file);
  if (!there.ok && there.error.kind !== 'missing-file') return there;
  const same = there.ok && Buffer.from(there.value).equals(Buffer.from(content));
  if (same) return ok([{ file, state: 'same' }]);
  if (mode === 'write') return ok([{ file, state: 'written', output: { path: file, content } }]);
  return ok([{ file, state: there.ok ? 'stale' : 'missing' }]);
}
