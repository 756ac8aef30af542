import type { AnyOperation, Input } from '@interlock/core/operation';
import { generatedNote, quote } from './action-yml.ts';

function typing(input: Input): readonly string[] {
  switch (input.type) {
    case 'string':
    case 'path':
    case 'secret':
    case 'duration':
      return ['type: string'];
    case 'number':
      return ['type: float'];
    case 'boolean':
    case 'integer':
      return [`type: ${input.type}`];
    case 'lines':
      return ['type: list', 'separator: "\\n"', 'list-item:', '  type: string'];
    case 'choice':
      return ['type: enum', 'allowed-values:', ...input.options.map((option) => `  - ${quote(option)}`)];
  }
}

/** `actions/<name>/action-types.yml`, read by typed workflow generators (typesafegithub/github-actions-typing). */
export function actionTypesYml(operation: AnyOperation): string {
  const inputs = Object.entries(operation.inputs).flatMap(([name, input]) => [
    `  ${name}:`,
    ...typing(input).map((line) => `    ${line}`),
  ]);
  const outputs = Object.keys(operation.outputs).flatMap((name) => [`  ${name}:`, '    type: string']);
  return [`# ${generatedNote(operation)}`, 'inputs:', ...inputs, 'outputs:', ...outputs, ''].join('\n');
}
