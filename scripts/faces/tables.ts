import { defaultText, type AnyOperation, type Input } from '@interlock/core/operation';
import { markdownTable } from '@interlock/core/text';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function typeCell(input: Input): string {
  return input.type === 'choice' ? input.options.map((option) => `\`${option}\``).join(' ') : input.type;
}

function defaultCell(input: Input): string {
  if (input.required) return 'required';
  const fallback = input.type === 'secret' ? input.actionDefault : defaultText(input);
  return fallback === undefined || fallback === '' ? '' : `\`${cell(fallback)}\``;
}

export function inputTable(operation: AnyOperation): string {
  const rows = Object.entries(operation.inputs).map(([name, input]) => [
    `\`${name}\``,
    typeCell(input),
    defaultCell(input),
    cell(input.description),
  ]);
  return markdownTable(['Input', 'Type', 'Default', 'Meaning'], rows);
}

export function outputTable(operation: AnyOperation): string {
  const rows = Object.entries(operation.outputs).map(([name, output]) => [`\`${name}\``, cell(output.description)]);
  return rows.length === 0 ? 'None.' : markdownTable(['Output', 'Meaning'], rows);
}

export function permissionTable(operation: AnyOperation): string {
  const github = Object.entries(operation.permissions.github).map(([scope, { level, why }]) => [
    `GitHub \`${scope}: ${level}\``,
    cell(why),
  ]);
  return markdownTable(['Permission', 'Why'], [...github, ['GitLab', cell(operation.permissions.gitlab)]]);
}

export function operationTable(operations: readonly AnyOperation[]): string {
  const rows = operations.map((operation) => [
    `[\`${operation.name}\`](docs/reference/${operation.name}.md)`,
    operation.stage,
    cell(operation.summary),
  ]);
  return markdownTable(['Operation', 'Stage', 'What it does'], rows);
}
