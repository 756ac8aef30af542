import { exampleTraces } from '@interlock/core/contract';
import {
  diagramCheck,
  findAmong,
  hasErrors,
  type DiagramCheck,
  type DiagramFile,
  type JudgedSource,
} from '@interlock/core/diagram-check';
import { sha256 } from '@interlock/core/digest';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CalledFiles } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import { chooseDiagram, conform, copy } from './conform.ts';
import type { checkDiagrams } from './declaration.ts';
import { draw, type Drawn } from './draw.ts';
import type { CheckDiagramsPorts } from './ports.ts';
import { readSources } from './read-sources.ts';
import { readTrace, wantsLedger } from './read-trace.ts';
import { annotateCheck, renderDiagramCheck } from './summary.ts';

export type { CheckDiagramsPorts } from './ports.ts';
type Inputs = InputsOf<typeof checkDiagrams>;

export function checkDiagramsFiles({ outputFile, publicKey }: Inputs): CalledFiles {
  return {
    outputs: [{ input: 'output-file', path: outputFile }],
    read: publicKey === undefined ? [] : [{ input: 'public-key', path: publicKey }],
  };
}

const exitCodes = { pass: 0, fail: 1, undecided: 3 } as const;

/** Exit 0: all is as it should be. 1: a diagram has errors, or the case is not what it says. 3: nobody can say. */
export const handleCheckDiagrams: Handler<typeof checkDiagrams, CheckDiagramsPorts> = async (inputs, ports) => {
  const asked = checkAsked(inputs);
  if (!asked.ok) return asked;
  const free = await ports.clearOutputs(checkDiagramsFiles(inputs));
  if (!free.ok) return free;
  const sources = await readSources(inputs.paths, ports);
  if (!sources.ok) return sources;
  const conformance = await checkCase(inputs, sources.value, ports);
  if (!conformance.ok) return conformance;
  const files = await describeAll(inputs, sources.value, ports);
  if (!files.ok) return files;
  const drawn = files.value.flatMap(({ drawings }) => drawings);
  const check = diagramCheck({
    strict: inputs.strict,
    diagrams: files.value.map(({ file }) => file),
    conformance: conformance.value,
  });
  const written = await write(inputs, check, drawn, ports);
  if (!written.ok) return written;
  ports.reporter.summary(renderDiagramCheck(check));
  annotateCheck(check, ports.reporter);
  return ok({
    exitCode: exitCodes[check.result],
    outputs: {
      result: check.result,
      checkPath: inputs.outputFile,
      errors: String(check.errors),
      warnings: String(check.warnings),
      verdict: check.conformance?.verdict ?? '',
    },
  });
};

function checkAsked(inputs: Inputs): Result<void> {
  const told = inputs.events.length > 0 || wantsLedger(inputs);
  if (told && inputs.diagram === undefined)
    return fail('usage', 'Events were given, and no diagram to check them against.', {
      hint: 'Give diagram: the name behind @startuml.',
    });
  if (!told && (inputs.diagram !== undefined || inputs.ofCase !== undefined))
    return fail('usage', 'A diagram or a case was named, and nothing that happened.', {
      hint: 'Give events: an events.jsonl; or public-key, or base, for a ledger.',
    });
  return ok(undefined);
}

async function checkCase(
  inputs: Inputs,
  sources: readonly JudgedSource[],
  ports: CheckDiagramsPorts,
): Promise<Result<DiagramCheck['conformance']>> {
  if (inputs.diagram === undefined) return ok(null);
  const chosen = chooseDiagram(inputs.diagram, sources);
  if (!chosen.ok) return chosen;
  const trace = await readTrace(inputs, ports);
  return trace.ok ? conform(chosen.value, sources, inputs.expect, trace.value) : trace;
}

interface Described {
  readonly file: DiagramFile;
  readonly drawings: readonly Drawn[];
}

async function describeAll(
  { examples, mermaid, render }: Inputs,
  sources: readonly JudgedSource[],
  ports: CheckDiagramsPorts,
): Promise<Result<readonly Described[]>> {
  const find = findAmong(sources);
  const described: Described[] = [];
  for (const source of sources) {
    if (render !== 'off') ports.reporter.progress(`Drawing ${oneLine(source.file, 100)}`);
    const drawings = await draw(source, { render, mermaid }, ports);
    if (!drawings.ok) return drawings;
    const traces = examples === 0 || hasErrors(source) ? ok([]) : exampleTraces(source.diagram, examples, find);
    if (!traces.ok) return { ok: false, error: { ...traces.error, file: source.file } };
    const file = describe(
      source,
      drawings.value,
      traces.value.map((trace) =>
        trace.map(({ at, diagram, label, type }) => copy({ diagram, label, type, line: at.line })),
      ),
    );
    described.push({ file, drawings: drawings.value });
  }
  return ok(described);
}

function describe(
  { diagram, file, problems, text }: JudgedSource,
  drawings: readonly Drawn[],
  examples: DiagramFile['examples'],
): DiagramFile {
  return {
    file,
    name: diagram.name,
    digest: sha256(text),
    problems: problems.map(({ at, fix, level, message, rule }) => ({ rule, level, ...at, message, fix })),
    drawings: drawings.map((one) => ({ file: one.file, state: one.state })),
    examples,
  };
}

/** Drawings and answer, all or none; the answer comes last. */
async function write(
  { outputFile, paths }: Inputs,
  check: DiagramCheck,
  drawn: readonly Drawn[],
  { checkOutputs, writeFiles }: CheckDiagramsPorts,
): Promise<Result<void>> {
  const drawings = drawn.flatMap(({ output }) => output ?? []);
  const free = await checkOutputs(
    [
      ...drawings.map(({ path }) => ({ input: path.endsWith('.svg') ? 'render' : 'mermaid', path })),
      { input: 'output-file', path: outputFile },
    ],
    check.diagrams.map(({ file }) => ({ input: `paths (${paths.length})`, path: file })),
  );
  if (!free.ok) return free;
  return writeFiles([...drawings, { path: outputFile, content: `${JSON.stringify(check, null, 2)}\n` }]);
}
