import { diagramCheckSchema, type DiagramCheck } from '@interlock/core/diagram-check';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { DiagramPart } from '@interlock/core/html-report';
import type { ReadFile } from '@interlock/core/ports';
import { decodeUtf8 } from '@interlock/core/text';
import { readAnswer } from './read-answer.ts';

/** What check-diagrams answered about a case, as the report shows it. */
export async function readDiagramPart(
  { diagramCheck: path, drawing }: { readonly diagramCheck: string | undefined; readonly drawing: string | undefined },
  readFile: ReadFile,
): Promise<Result<DiagramPart | undefined>> {
  if (path === undefined && drawing === undefined) return ok(undefined);
  if (path === undefined)
    return fail('usage', 'A drawing was given, and no answer of check-diagrams that it belongs to.', {
      hint: 'Give diagram-check too.',
    });
  const answer = await readAnswer(path, diagramCheckSchema, readFile, {
    name: 'interlock/diagram-check/v1',
    hint: 'Make it with `interlock check-diagrams --diagram NAME --events events.jsonl`.',
  });
  if (!answer.ok) return answer;
  const { conformance } = answer.value;
  if (conformance === null || conformance.verdict === 'not-checked')
    return fail('unsupported-format', 'No events were checked against a diagram here.', {
      file: path,
      hint: 'Run check-diagrams with diagram and events, on a diagram without errors.',
    });
  const part = partOf({ ...conformance, verdict: conformance.verdict });
  if (drawing === undefined) return ok(part);
  const bytes = await readFile(drawing);
  if (!bytes.ok) return bytes;
  const svg = decodeUtf8(bytes.value, drawing);
  if (!svg.ok) return svg;
  if (svg.value.startsWith('<svg ')) return ok({ ...part, svg: svg.value });
  return fail('unsupported-format', 'This file is no SVG as check-diagrams draws it.', {
    file: drawing,
    hint: 'Draw it with `interlock check-diagrams --render write`.',
  });
}

type Checked = NonNullable<DiagramCheck['conformance']>;

const partOf = ({
  diagram,
  expected,
  messages,
  stopped,
  verdict,
}: Omit<Checked, 'verdict'> & Pick<DiagramPart, 'verdict'>): DiagramPart => ({
  name: diagram,
  verdict,
  why: stopped?.why,
  expected: expected.map(({ label }) => label),
  messages,
});
