import { error, info, notice, setOutput, setSecret, summary, warning } from '@actions/core';
import type { Annotation, Host, Reporter } from '@interlock/core/host';
import { standInOf } from '@interlock/core/operation';
import { logLine, oneLine, plainMarkdown } from '@interlock/core/text';

export interface GithubHostOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const annotators = { error, warning, notice } as const;

/** GitHub refuses a step summary above 1 MiB; one UTF-16 unit is at most three bytes. */
const summaryLimit = 340_000;

/** The runner's protocol through @actions/core: inputs from `INPUT_*`, outputs, annotations, step summary, masks. */
export function createGithubHost({ environment }: GithubHostOptions): Host {
  const summaries: string[] = [];
  const reporter: Reporter = {
    info: (line) => info(logLine(line)),
    progress: (line) => info(logLine(line)),
    annotate,
    summary: (markdown) => {
      summaries.push(markdown);
      for (const line of plainMarkdown(markdown)) info(logLine(line));
    },
  };
  return {
    kind: 'github',
    reporter,
    input: (name, input) => {
      const value = environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim();
      if (input.type === 'secret' && value) setSecret(value);
      return value || standInOf(input, environment);
    },
    unknownInputs: (declared) => unknownInputs(environment, declared),
    output: (name, value) => setOutput(name, value),
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
      const markdown = summaries.splice(0).join('\n\n');
      if (markdown === '' || !environment['GITHUB_STEP_SUMMARY']) return;
      try {
        await summary.addRaw(markdown.slice(0, summaryLimit), true).write();
      } catch (cause) {
        warning(`The step summary was not written: ${oneLine(String(cause))}`);
      }
    },
  };
}

function annotate({ level, title, message, file, line }: Annotation): void {
  annotators[level](logLine(message), {
    title: logLine(oneLine(title)),
    ...(file === undefined ? {} : { file: logLine(file) }),
    ...(line === undefined ? {} : { startLine: line }),
  });
}

function unknownInputs(environment: GithubHostOptions['environment'], declared: readonly string[]): readonly string[] {
  const known = new Set(declared.map((name) => name.toLowerCase().replaceAll(' ', '_')));
  return Object.keys(environment)
    .filter((key) => key.startsWith('INPUT_'))
    .map((key) => key.slice('INPUT_'.length).toLowerCase())
    .filter((name) => !known.has(name))
    .map((name) => name.replaceAll('_', '-'))
    .sort();
}
