import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { project } from '@interlock/core/project';
import * as v from 'valibot';
import { parse } from 'yaml';
import { actionOperations } from '../operations.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pipelines = ['examples/gitlab/.gitlab-ci.yml', 'examples/gitlab/diagrams.gitlab-ci.yml'];
const workflows = globSync('examples/github/*.yml', { cwd: root });

const Component = v.object({ component: v.string(), inputs: v.record(v.string(), v.unknown()) });
const include = pipelines.flatMap(
  (path) => v.parse(v.object({ include: v.array(Component) }), parse(read(path), { logLevel: 'error' })).include,
);
/** Inputs that every template has beside those of its operation. */
const ofTemplates = ['stage', 'job-name', 'image', 'bundle-url'];

const nameIn = (component: string) => /\/([a-z-]+)@main$/.exec(component)?.[1] ?? '';

describe('the example pipelines', () => {
  it('of both forges take a change the same way, by operations that there are', () => {
    const uses = new RegExp(`uses: ${project.slug}/actions/([a-z-]+)@`, 'g');
    const onGithub = new Set(workflows.flatMap((path) => [...read(path).matchAll(uses)].map(([, name]) => name)));
    const onGitlab = new Set(include.map(({ component }) => nameIn(component)));
    expect([...onGitlab].toSorted()).toEqual([...onGithub].toSorted());
    expect(actionOperations.map(({ name }) => name)).toEqual(expect.arrayContaining([...onGithub]));
    expect(onGithub.size).toBeGreaterThanOrEqual(7);
  });

  // gitlab-ci-local passes over an unknown input; GitLab does not start the pipeline.
  it.each(include)('give $component only inputs that it has, and all that it requires', ({ component, inputs }) => {
    const operation = actionOperations.find(({ name }) => name === nameIn(component));
    const declared = Object.entries(operation?.inputs ?? {});
    const known = [...ofTemplates, ...declared.flatMap(([name, { type }]) => (type === 'secret' ? [] : [name]))];
    expect(known).toEqual(expect.arrayContaining(Object.keys(inputs)));
    const required = declared.flatMap(([name, input]) => (input.required === true ? [name] : []));
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(required));
  });

  it.each(workflows)('of %s say what they do before anything else', (path) => {
    expect([basename(path), read(path)]).toEqual([basename(path), expect.stringMatching(/^# .*\n(#.*\n){5,}name: /)]);
  });

  it('have a checklist for requests that asks for the diagrams, the same for both forges', () => {
    const checklist = read('examples/github/PULL_REQUEST_TEMPLATE.md');
    expect(read('examples/gitlab/merge_request_templates/agent-change.md')).toBe(checklist);
    expect(checklist).toMatch(/^- \[ \] .*`docs\/diagrams`/m);
    expect(checklist).toContain('interlock check-diagrams --strict');
  });
});
