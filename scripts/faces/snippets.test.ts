import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseConfig } from '@interlock/core/config';
import { project } from '@interlock/core/project';
import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';
import { parse } from 'yaml';
import { actionOperations } from '../operations.ts';

const root = resolve(import.meta.dirname, '../..');
const find = (pattern: string) => globSync(join('examples/snippets', pattern), { cwd: root }).toSorted();
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const load = (path: string): unknown => parse(read(path));

const Inputs = v.optional(v.record(v.string(), v.unknown()), {});
const Step = v.object({ uses: v.string(), with: Inputs });
const Steps = v.union([
  v.array(Step),
  v.pipe(
    v.object({ jobs: v.record(v.string(), v.object({ steps: v.array(Step) })) }),
    v.transform(({ jobs }) => Object.values(jobs).flatMap(({ steps }) => steps)),
  ),
]);
const Pipeline = v.object({ include: v.array(v.object({ component: v.string(), inputs: Inputs })) });

interface Call {
  readonly operation: string;
  readonly inputs: readonly string[];
}

/** What a snippet asks of operations, whichever forge it is for. */
function callsOf(path: string): readonly Call[] {
  if (path.includes('/gitlab/'))
    return v.parse(Pipeline, load(path)).include.map(({ component, inputs }) => ({
      operation: component.replace(`$CI_SERVER_FQDN/${project.slug}/`, '').replace(/@main$/, ''),
      inputs: Object.keys(inputs).filter((name) => name !== 'stage'),
    }));
  const prefix = `${project.slug}/actions/`;
  return v.parse(Steps, load(path)).flatMap(({ uses, with: inputs }) => {
    if (!uses.startsWith(prefix)) return [];
    return [{ operation: uses.slice(prefix.length).replace(/@main$/, ''), inputs: Object.keys(inputs) }];
  });
}

const forges = [...find('github/*.yml'), ...find('gitlab/*.yml')];

describe('the policy snippets', () => {
  it.each([...forges, ...find('config/*.yml'), ...find('rego/*.rego')])('%s has no more than 12 lines', (path) => {
    expect(read(path).trimEnd().split('\n').length).toBeLessThanOrEqual(12);
  });

  it.each(find('config/*.yml'))('%s is a configuration', (path) => {
    expect(parseConfig(read(path))).toMatchObject({ ok: true });
  });

  it('are the same for both forges, by the same operations with the same inputs', () => {
    const of = (forge: string) =>
      find(`${forge}/*.yml`).map((path) => ({
        name: basename(path),
        calls: callsOf(path).map(({ operation, inputs }) => ({ operation, inputs: inputs.toSorted() })),
      }));
    expect(of('gitlab')).toEqual(of('github'));
    expect(of('github').length).toBeGreaterThanOrEqual(6);
  });

  it.each(forges)('%s gives operations only inputs that they have, and all that they require', (path) => {
    for (const { operation, inputs } of callsOf(path)) {
      const declared = Object.entries(actionOperations.find(({ name }) => name === operation)?.inputs ?? {});
      expect(declared.map(([name]) => name)).toEqual(expect.arrayContaining([...inputs]));
      const required = declared.flatMap(([name, input]) => (input.required === true ? [name] : []));
      expect(inputs).toEqual(expect.arrayContaining(required));
    }
  });
});
