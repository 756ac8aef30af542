import { checkConformance, type Conformance, type MessagePlace } from '@interlock/core/contract';
import {
  findAmong,
  hasErrors,
  judgeConformance,
  type DiagramCheck,
  type Expectation,
  type JudgedSource,
} from '@interlock/core/diagram-check';
import { fail, ok, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';
import type { CaseTrace } from './read-trace.ts';

type Checked = NonNullable<DiagramCheck['conformance']>;

/** The one diagram that is meant. */
export function chooseDiagram(name: string, sources: readonly JudgedSource[]): Result<JudgedSource> {
  const [first, second] = sources.filter(({ diagram }) => diagram.name === name);
  if (first !== undefined && second === undefined) return ok(first);
  if (first !== undefined && second !== undefined)
    return fail('malformed-file', `The diagram “${oneLine(name, 80)}” stands in ${oneLine(first.file)} too.`, {
      file: second.file,
      hint: 'Give each diagram its own name behind @startuml.',
    });
  const names = sources.map(({ diagram }) => oneLine(diagram.name, 80)).slice(0, 20);
  return fail('no-match', `None of the diagrams has the name “${oneLine(name, 80)}”.`, {
    hint: `Names (behind @startuml) are ${names.join(', ')}.`,
  });
}

/** What the contract says of the case. A diagram with errors, or one that leads to such, says nothing. */
export function conform(
  chosen: JudgedSource,
  sources: readonly JudgedSource[],
  expect: Expectation,
  { case: name, trace }: CaseTrace,
): Result<Checked> {
  const about = { diagram: chosen.diagram.name, case: name, expect, entries: trace.length };
  if (hasErrors(chosen)) return ok({ ...about, ...nothing, verdict: 'not-checked', holds: 'no' });
  const checked = checkConformance(chosen.diagram, trace, findAmong(sources.filter((one) => !hasErrors(one))));
  if (!checked.ok) return { ok: false, error: { ...checked.error, file: chosen.file } };
  return ok({ ...about, ...plain(checked.value), holds: judgeConformance(checked.value, expect) });
}

const nothing = { ignored: 0, stopped: null, expected: [], path: [], attempts: [], unobserved: [] };

function plain({ attempts, expected, ignored, path, stopped, unobserved, verdict }: Conformance) {
  return {
    verdict,
    ignored,
    stopped: stopped ?? null,
    expected: expected.map(copy),
    path: path.map(({ id, messages }) => ({ id, messages: messages.map(copy) })),
    attempts: [...attempts],
    unobserved: [...unobserved],
  };
}

/** A message without what only the checker knows of it. */
export const copy = ({ diagram, label, line, type }: MessagePlace): MessagePlace => ({ diagram, line, label, type });
