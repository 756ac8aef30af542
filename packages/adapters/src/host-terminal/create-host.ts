import type { Annotation, Host } from '@interlock/core/host';
import type { Failure } from '@interlock/core/failure';
import { standInOf } from '@interlock/core/operation';
import { logLine, oneLine, plainMarkdown } from '@interlock/core/text';

export interface TerminalHostOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Flags of the parsed command line, by kebab-case name. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether standard error is a terminal: colours and a progress line that is overwritten. */
  readonly terminal: 'tty' | 'plain';
  /** `json`: one document `{exitCode, failures, outputs}` on standard output, written by flush, and nothing else there. */
  readonly format?: 'text' | 'json';
}

const colours = { error: 31, warning: 33, notice: 36 } as const;

/** A person's shell: everything people read goes to standard error, outputs as `name=value` to standard output. */
export function createTerminalHost(options: TerminalHostOptions): Host {
  const { environment, flags, stdout, stderr } = options;
  const tty = options.terminal === 'tty';
  const coloured = tty && !environment['NO_COLOR'];
  const clear = tty ? '\r\u001b[K' : '';
  const outputs: Record<string, string> = {};
  const failed: Failure[] = [];
  const info = (line: string) => stderr(`${clear}${logLine(line)}\n`);
  const annotate = ({ level, title, message, file, line, shownBy }: Annotation) => {
    if (shownBy === 'summary') return;
    const label = coloured ? `\u001b[${colours[level]}m${level}\u001b[0m` : level;
    const place = file === undefined ? '' : `${logLine(file)}${line === undefined ? '' : `:${line}`}: `;
    stderr(`${clear}${place}${label}: ${logLine(`${title}: ${message}`)}\n`);
  };
  return {
    kind: 'terminal',
    reporter: {
      info,
      progress: (line) => (tty ? stderr(`${clear}${oneLine(line, 100)}`) : info(line)),
      annotate,
      summary: (markdown) => {
        for (const line of plainMarkdown(markdown)) info(line);
      },
    },
    input: (name, input) =>
      input.type === 'secret' ? environment[input.variable] : (flags[name] ?? standInOf(input, environment)),
    unknownInputs: (declared) =>
      Object.keys(flags)
        .filter((name) => flags[name] !== undefined && !declared.includes(name))
        .sort(),
    output: (name, value) => {
      if (options.format === 'json') outputs[name] = value;
      else stdout(`${name}=${oneLine(value, Infinity)}\n`);
    },
    fail: (failures) => {
      failed.push(...failures);
      for (const failure of failures) annotate(asAnnotation(failure));
    },
    flush: (exitCode) => {
      if (tty) stderr(clear);
      if (options.format === 'json') stdout(document(exitCode, outputs, failed));
      return Promise.resolve();
    },
  };
}

function document(exitCode: number, outputs: Readonly<Record<string, string>>, failures: readonly Failure[]): string {
  const shown = failures.map((failure) => ({ ...failure, cause: undefined }));
  return `${JSON.stringify({ exitCode, failures: shown, outputs }, null, 2)}\n`;
}

function asAnnotation({ kind, message, hint, file, line }: Failure): Annotation {
  return {
    level: 'error',
    title: kind,
    message: hint === undefined ? message : `${message} ${hint}`,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}
