import { diagramCheckSchema, type DiagramCheck } from '@interlock/core/diagram-check';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { DiagramPart } from '@interlock/core/html-report';
import type { ReadFile } from '@interlock/core/ports';
import { readAnswer } from './read-answer.ts';

/** What check-diagrams answered about a case, as the report shows it. */
export async function readDiagramPart(
  path: string | undefined,
  readFile: ReadFile,
): Promise<Result<DiagramPart | undefined>> {
  if (path === undefined) return ok(undefined);
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
  return ok(partOf({ ...conformance, verdict: conformance.verdict }));
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
