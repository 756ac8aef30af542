import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { actionTypesYml } from './faces/action-types-yml.ts';
import { actionYml } from './faces/action-yml.ts';
import { gitlabTemplate } from './faces/gitlab-template.ts';
import { jsonSchemaFile } from './faces/json-schema.ts';
import { actionReadme, referencePage } from './faces/reference.ts';
import { operationTable } from './faces/tables.ts';
import { readTraceability, traceabilityPage } from './faces/traceability.ts';
import { actionOperations, operations } from './operations.ts';
import { fileSchemas } from './schemas.ts';

const root = resolve(import.meta.dirname, '..');
const Pin = v.strictObject({ url: v.string(), sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

/** Every generated file, by path. `pnpm generate` writes them; `--check` says which differ. */
function generatedFiles(): ReadonlyMap<string, string> {
  const bundle = v.parse(Pin, JSON.parse(readFileSync(join(root, 'gitlab/bundle.json'), 'utf8')));
  const files = new Map<string, string>();
  for (const operation of actionOperations) {
    files.set(`actions/${operation.name}/action.yml`, actionYml(operation));
    files.set(`actions/${operation.name}/action-types.yml`, actionTypesYml(operation));
    files.set(`actions/${operation.name}/README.md`, actionReadme(operation));
    files.set(`gitlab/templates/${operation.name}/template.yml`, gitlabTemplate(operation, bundle));
  }
  for (const operation of operations) files.set(`docs/reference/${operation.name}.md`, referencePage(operation));
  for (const file of fileSchemas) files.set(`docs/reference/schemas/${file.name}.schema.json`, jsonSchemaFile(file));
  files.set('docs/reference/traceability.md', traceabilityPage(readTraceability()));
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  files.set('README.md', between(readme, 'operations', operationTable(operations)));
  return files;
}

/** Replaces what stands between `<!-- BEGIN name -->` and `<!-- END name -->`. */
function between(text: string, name: string, content: string): string {
  const pattern = new RegExp(`(<!-- BEGIN ${name} -->\n)[\\s\\S]*?(<!-- END ${name} -->)`);
  if (!pattern.test(text)) throw new Error(`README.md has no markers for ${name}`);
  return text.replace(pattern, (_, begin: string, end: string) => `${begin}${content}\n${end}`);
}

const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [path, content] of generatedFiles()) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
  stale.push(path);
  if (check) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
for (const path of stale) console.log(`${check ? 'stale' : 'wrote'} ${path}`);
if (check && stale.length > 0) {
  console.error('Generated files differ from their declarations: run `pnpm generate`.');
  process.exitCode = 1;
}
