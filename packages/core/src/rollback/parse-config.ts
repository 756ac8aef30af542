import * as v from 'valibot';
import { LineCounter, isNode, parseDocument, type Document } from 'yaml';
import { fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';
import { deploymentListSchema, rollbackConfigSchema, type Deployment, type RollbackConfig } from './config.ts';

/** The configuration of a rollback, from YAML or JSON. Unknown keys are errors; the failure names the line. */
export function parseRollbackConfig(text: string, file: string): Result<RollbackConfig> {
  return parseYaml(rollbackConfigSchema, text, file);
}

/** The `deployments.json` of an artifact store: the same list that a configuration may hold itself. */
export function parseDeployments(text: string, file: string): Result<readonly Deployment[]> {
  return parseYaml(deploymentListSchema, text, file);
}

function parseYaml<T>(schema: v.GenericSchema<unknown, T>, text: string, file: string): Result<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const problem = document.errors[0];
  if (problem !== undefined) {
    return fail('malformed-file', `This file is not valid YAML: ${oneLine(problem.message.split('\n')[0] ?? '')}`, {
      file,
      line: lines.linePos(problem.pos[0]).line,
      hint: 'Correct the line; JSON is accepted too.',
    });
  }
  const parsed = v.safeParse(schema, toPlain(document), { abortPipeEarly: true });
  if (parsed.success) return ok(parsed.output);
  const issue = parsed.issues[0];
  const path = (issue.path ?? []).map((item) => item.key);
  const line = lineOf(document, path, lines);
  return fail('malformed-file', `${oneLine(path.join('.')) || 'The file'}: ${oneLine(explain(issue))}.`, {
    file,
    ...(line === undefined ? {} : { line }),
    hint: 'See the reference of auto-rollback for the keys of this file.',
  });
}

function toPlain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

function explain(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'is not a known key';
  return issue.message;
}

/** Line of the deepest node on the path that the file has. */
function lineOf(document: Document, path: readonly unknown[], lines: LineCounter): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}
