import { project } from '@interlock/core/project';
import { defaultText, type AnyOperation, type Input } from '@interlock/core/operation';

const columns = 26;

/** `interlock <name> --help`. */
export function operationUsage(operation: AnyOperation): string {
  const inputs = Object.entries(operation.inputs);
  return [
    `interlock ${operation.name}: ${operation.summary}`,
    '',
    'Flags:',
    ...inputs.map(([name, input]) => row(flagName(name, input), describe(input))),
    row('--json', 'Print outputs, exit code and failures as JSON on standard output, and nothing else there.'),
    row('--help', 'Print this text.'),
    '',
    'Outputs:',
    ...Object.entries(operation.outputs).map(([name, output]) => row(name, output.description)),
    '',
    'Exit codes: 0 done or merge · 1 blocked or no · 2 misuse or bad input · 3 could not decide · 4 needs approval',
    '',
  ].join('\n');
}

/** `interlock --help`. */
export function overview(operations: readonly AnyOperation[]): string {
  return [
    `${project.name} ${project.version}: accept changes from autonomous coding agents safely.`,
    '',
    'Usage: interlock <operation> [flags]',
    '',
    ...operations.map((operation) => row(operation.name, operation.summary)),
    '',
    'interlock <operation> --help explains one of them.',
    '',
  ].join('\n');
}

function flagName(name: string, input: Input): string {
  return input.type === 'secret' ? `$${input.variable}` : `--${name}`;
}

function describe(input: Input): string {
  const choices = input.type === 'choice' ? ` One of: ${input.options.join(', ')}.` : '';
  const fallback = defaultText(input);
  const note = input.required ? ' (required)' : fallback === undefined || fallback === '' ? '' : ` [${fallback}]`;
  return `${input.description}${choices}${note}`;
}

function row(name: string, text: string): string {
  return name.length >= columns - 2
    ? `  ${name}\n${' '.repeat(columns)}${text}`
    : `  ${name.padEnd(columns - 2)}${text}`;
}
