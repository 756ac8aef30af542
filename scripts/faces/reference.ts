import { project } from '@interlock/core/project';
import { environmentName, type AnyOperation } from '@interlock/core/operation';
import { generatedNote } from './action-yml.ts';
import { fileSection } from './files.ts';
import { inputTable, outputTable, permissionTable } from './tables.ts';

/** `docs/reference/<name>.md`: every face of one operation on one page. */
export function referencePage(operation: AnyOperation): string {
  const faces = operation.stage === 'command' ? commandFace(operation) : threeFaces(operation);
  return [
    `<!-- ${generatedNote(operation)} -->`,
    `# ${operation.name}`,
    '',
    operation.summary,
    '',
    ...faces,
    '## Inputs',
    '',
    inputTable(operation),
    '',
    '## Outputs',
    '',
    outputTable(operation),
    '',
    ...fileSection(operation),
    '## Permissions',
    '',
    permissionTable(operation),
    '',
    '## Exit codes',
    '',
    '0 done, or decision merge · 1 blocked, or a negative answer · 2 misuse or bad input · 3 could not decide · 4 needs approval.',
    '',
  ].join('\n');
}

function commandFace(operation: AnyOperation): readonly string[] {
  return [
    'A command only: it has no action and no component.',
    '',
    `\`interlock ${operation.name} --help\` prints this page in short.`,
    '',
  ];
}

function threeFaces(operation: AnyOperation): readonly string[] {
  const sample = Object.keys(operation.inputs)[0] ?? 'path';
  return [
    `- GitHub: \`uses: ${project.slug}/actions/${operation.name}@<commit>\`, inputs under \`with:\`.`,
    `- GitLab: component \`${operation.name}\`, inputs under \`inputs:\`; secrets by CI variable.`,
    `- Shell: \`interlock ${operation.name} --${sample} …\`, or the variable \`${environmentName(sample)}\` in a GitLab job.`,
    '',
  ];
}

/** `actions/<name>/README.md`. */
export function actionReadme(operation: AnyOperation): string {
  return [
    `<!-- ${generatedNote(operation)} -->`,
    `# ${project.name}: ${operation.name}`,
    '',
    operation.summary,
    '',
    '```yaml',
    `- uses: ${project.slug}/actions/${operation.name}@<commit>`,
    '```',
    '',
    inputTable(operation),
    '',
    outputTable(operation),
    '',
    permissionTable(operation),
    '',
    `The same operation as a command and as a GitLab component: [reference](../../docs/reference/${operation.name}.md).`,
    '',
  ].join('\n');
}
