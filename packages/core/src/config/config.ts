import * as v from 'valibot';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { fail, ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';

const Config = v.strictObject({
  policy: v.optional(v.pipe(v.string(), v.regex(/^(pack:[a-z0-9-]+|[^:\0]+)$/))),
  coverage: v.optional(
    v.strictObject({
      /** Lowest line coverage in percent, by suite. */
      floor: v.optional(v.record(v.string(), v.pipe(v.number(), v.minValue(0), v.maxValue(100))), {}),
    }),
    {},
  ),
});

/** `.interlock/config.yml` of the base commit. */
export type Config = v.InferOutput<typeof Config>;

/** Where it lies; it is read from the base commit's tree and from nowhere else. */
export const configPath = '.interlock/config.yml';

/** Reads the configuration; an unknown key is an error, with its line. */
export function parseConfig(text: string, file: string = configPath): Result<Config> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2' });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const line = lines.linePos(broken.pos[0]).line;
    return refuse(file, `This file is not valid YAML (${broken.code}).`, line);
  }
  const parsed = v.safeParse(Config, plain(document));
  if (parsed.success) return ok(parsed.output);
  const issue = parsed.issues[0];
  const path = issue.path?.map(({ key }) => key) ?? [];
  const name = oneLine(path.map(String).join('.') || 'the file', 80);
  return refuse(file, `${name}: ${oneLine(issue.message, 120)}.`, lineOf(document, path, lines));
}

function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch {
    return 'a file with aliases';
  }
}

function refuse(file: string, message: string, line: number | undefined): Result<never> {
  const hint = 'The keys are policy (pack:NAME or a folder) and coverage.floor (percent by suite).';
  return fail('malformed-file', message, { file, hint, ...(line === undefined ? {} : { line }) });
}

function lineOf(document: Document, path: readonly unknown[], lines: LineCounter): number | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? lines.linePos(start).line : undefined;
}
