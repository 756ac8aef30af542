import { project } from '@interlock/core/project';
import { defaultText, type AnyOperation, type Input } from '@interlock/core/operation';

export const generatedNote = (operation: AnyOperation) =>
  `Generated from packages/operations/src/${operation.name}/declaration.ts by \`pnpm generate\`. Do not edit.`;

export const quote = (text: string) => JSON.stringify(text);

/** The description with the choices spelled out, for faces that cannot list them otherwise. */
export function describeInput(input: Input): string {
  return input.type === 'choice' ? `${input.description} One of: ${input.options.join(', ')}.` : input.description;
}

/** `actions/<name>/action.yml`: the GitHub face. */
export function actionYml(operation: AnyOperation): string {
  const inputs = Object.entries(operation.inputs).flatMap(([name, input]) => {
    const fallback = input.type === 'secret' ? input.actionDefault : defaultText(input);
    return [
      `  ${name}:`,
      `    description: ${quote(describeInput(input))}`,
      `    required: ${input.required === true}`,
      ...(fallback === undefined ? [] : [`    default: ${quote(fallback)}`]),
    ];
  });
  const outputs = Object.entries(operation.outputs).flatMap(([name, output]) => [
    `  ${name}:`,
    `    description: ${quote(output.description)}`,
  ]);
  return [
    `# ${generatedNote(operation)}`,
    `name: ${quote(`${project.name}: ${operation.name}`)}`,
    `description: ${quote(operation.summary)}`,
    `author: ${quote(project.name)}`,
    ...(inputs.length > 0 ? ['inputs:', ...inputs] : []),
    ...(outputs.length > 0 ? ['outputs:', ...outputs] : []),
    'runs:',
    '  using: node24',
    `  main: ../../dist/${operation.name}.js`,
    '',
  ].join('\n');
}
