import { join } from 'node:path';
import type { Annotation, Host } from '@interlock/core/host';
import { environmentName, standInOf } from '@interlock/core/operation';
import { oneLine, plainMarkdown } from '@interlock/core/text';
import { writeFiles } from '../filesystem/index.ts';
import { codeQualityReport } from './code-quality.ts';

export interface GitlabHostOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Flags of the parsed command line, by kebab-case name; they win over `INTERLOCK_*`. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  /** Takes text for the job log. */
  readonly write: (text: string) => void;
  /** Folder that takes interlock-summary.md, gl-code-quality-report.json and the dotenv file. */
  readonly directory: string;
  /** Name of the dotenv report, such as `interlock.env`; none is written without it. */
  readonly dotenv?: string;
}

/** A GitLab job: inputs from flags and `INTERLOCK_*`, outputs to a dotenv report, annotations to the log and Code Quality. */
export function createGitlabHost(options: GitlabHostOptions): Host {
  const { environment, flags, directory } = options;
  const annotations: Annotation[] = [];
  const summaries: string[] = [];
  const outputs: string[] = [];
  const info = (line: string) => options.write(`${logLine(line)}\n`);
  const annotate = (annotation: Annotation) => {
    annotations.push(annotation);
    if (annotation.shownBy !== 'summary') info(annotationLine(annotation));
  };
  return {
    kind: 'gitlab',
    reporter: { info, progress: info, annotate, summary: (markdown) => void summaries.push(markdown) },
    input: (name, input) =>
      input.type === 'secret'
        ? environment[input.variable]
        : (flags[name] ?? (environment[environmentName(name)] || standInOf(input, environment))),
    unknownInputs: (declared) =>
      Object.keys(flags)
        .filter((name) => flags[name] !== undefined && !declared.includes(name))
        .sort(),
    output: (name, value) => void outputs.push(`${environmentName(name)}=${oneLine(value, Infinity)}\n`),
    fail: (failures) => {
      for (const { kind, message, hint, file, line } of failures) {
        const text = hint === undefined ? message : `${message} ${hint}`;
        annotate({
          level: 'error',
          title: kind,
          message: text,
          ...(file === undefined ? {} : { file }),
          ...(line === undefined ? {} : { line }),
        });
      }
    },
    flush: async () => {
      const summary = summaries.join('\n\n');
      for (const line of plainMarkdown(summary)) info(line);
      const written = await writeFiles(
        [
          ...(summaries.length > 0 ? [{ path: 'interlock-summary.md', content: `${summary}\n` }] : []),
          { path: 'gl-code-quality-report.json', content: codeQualityReport(annotations) },
          ...(options.dotenv === undefined ? [] : [{ path: options.dotenv, content: outputs.join('') }]),
        ].map(({ content, path }) => ({ content, path: join(directory, path) })),
      );
      if (!written.ok) throw new Error(`${written.error.file}: ${written.error.message}`);
    },
  };
}

function annotationLine({ level, title, message, file, line }: Annotation): string {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  return `${place}${level}: ${title}: ${message}`;
}

/** Escapes are made visible, so that data cannot colour the log; section markers are broken as well. */
function logLine(text: string): string {
  return oneLine(text, 4000).replace(/section_(start|end):/gu, 'section-$1:');
}
