import { project } from '@interlock/core/project';

const note = `// Written by \`pnpm build\`; the program is in index.js and its chunks.`;

/** `dist/<operation>.js`, the `main` of an action. */
export function actionStub(name: string): string {
  return `${note}\nconst { runAction } = await import('./index.js');\nawait runAction('${name}', new URL('./', import.meta.url));\n`;
}

/** A file that a worker thread starts from: it calls what the program offers under this name. */
export function workerStub(start: 'runWorker' | 'runDiagramWorker'): string {
  return `${note}\nconst { ${start} } = await import('./index.js');\nawait ${start}();\n`;
}

/** `dist/interlock.js`, the command. It refuses an old Node before it loads anything that such a Node cannot parse. */
export function commandStub(minimum: string): string {
  const [major, minor] = minimum.split('.').map(Number);
  return `#!/usr/bin/env node
${note}
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < ${major} || (major === ${major} && minor < ${minor})) {
  console.error(\`${project.name} needs Node ${minimum} or later; this is Node \${process.versions.node}. Install one (https://nodejs.org/en/download), or call it as npx -y node@24 in place of node.\`);
  process.exit(2);
}
const { runCommand } = await import('./index.js');
await runCommand(new URL('./', import.meta.url));
`;
}
