import { toMermaid } from '@interlock/core/diagram';
import { hasErrors, type DiagramFile, type JudgedSource } from '@interlock/core/diagram-check';
import { collect, ok, type Result } from '@interlock/core/failure';
import type { OutputFile } from '@interlock/core/ports';
import type { CheckDiagramsPorts } from './ports.ts';

type State = DiagramFile['drawings'][number]['state'];

export interface Drawn {
  readonly file: string;
  readonly state: State;
  /** What is to be written. */
  readonly output?: OutputFile;
}

export type DrawingMode = 'off' | 'check' | 'write';

/** What is done with each kind of drawing. */
export interface DrawingModes {
  readonly render: DrawingMode;
  readonly mermaid: DrawingMode;
}

type Kind = keyof DrawingModes;

const suffixes: Readonly<Record<Kind, string>> = { render: '.svg', mermaid: '.mmd' };

/** `docs/diagrams/a.puml` is drawn in `docs/diagrams/a.svg` and `docs/diagrams/a.mmd`. */
export const drawingOf = (file: string, kind: Kind) => `${file.replace(/\.[^./]*$/, '')}${suffixes[kind]}`;

/** Compares the drawings of a diagram with those beside it. A diagram with errors is not drawn. */
export async function draw(
  source: JudgedSource,
  modes: DrawingModes,
  ports: Pick<CheckDiagramsPorts, 'readFile' | 'renderDiagram'>,
): Promise<Result<readonly Drawn[]>> {
  if (hasErrors(source)) return ok([]);
  const drawn: Result<Drawn>[] = [];
  for (const kind of ['render', 'mermaid'] as const) {
    const mode = modes[kind];
    if (mode !== 'off') drawn.push(await drawOne(source, kind, mode, ports));
  }
  return collect(drawn);
}

async function drawOne(
  source: JudgedSource,
  kind: Kind,
  mode: 'check' | 'write',
  { readFile, renderDiagram }: Pick<CheckDiagramsPorts, 'readFile' | 'renderDiagram'>,
): Promise<Result<Drawn>> {
  const file = drawingOf(source.file, kind);
  const content = kind === 'mermaid' ? ok(toMermaid(source.diagram)) : await renderDiagram(source.text);
  if (!content.ok) return { ok: false, error: { file: source.file, ...content.error } };
  const there = await readFile(file);
  if (!there.ok && there.error.kind !== 'missing-file') return there;
  const same = there.ok && Buffer.from(there.value).equals(Buffer.from(content.value));
  if (same) return ok({ file, state: 'same' });
  if (mode === 'write') return ok({ file, state: 'written', output: { path: file, content: content.value } });
  return ok({ file, state: there.ok ? 'stale' : 'missing' });
}
