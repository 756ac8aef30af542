import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { project } from '@interlock/core/project';
import * as v from 'valibot';
import { parse } from 'yaml';
import { actionOperations } from '../operations.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pipelines = globSync(['examples/gitlab/.gitlab-ci.yml', 'examples/gitlab/*.gitlab-ci.yml'], { cwd: root });
const workflows = globSync('examples/github/*.yml', { cwd: root });

const Component = v.object({ component: v.string(), inputs: v.record(v.string(), v.unknown()) });
const Local = v.object({ local: v.string() });
const Pipeline = v.object({ include: v.array(v.union([Component, Local])) });
/** Every component that a pipeline includes. */
const include = pipelines.flatMap((path) =>
  v
    .parse(Pipeline, parse(read(path), { logLevel: 'error', merge: true }))
    .include.flatMap((entry) => ('component' in entry ? [{ path, ...entry }] : [])),
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
    expect(onGithub.size).toBeGreaterThanOrEqual(15);
  });

  // gitlab-ci-local passes over an unknown input; GitLab does not start the pipeline.
  it.each(include)(
    '$path gives $component only inputs that it has, and all that it requires',
    ({ component, inputs }) => {
      const operation = actionOperations.find(({ name }) => name === nameIn(component));
      const declared = Object.entries(operation?.inputs ?? {});
      const known = [...ofTemplates, ...declared.flatMap(([name, { type }]) => (type === 'secret' ? [] : [name]))];
      expect(known).toEqual(expect.arrayContaining(Object.keys(inputs)));
      const required = declared.flatMap(([name, input]) => (input.required === true ? [name] : []));
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(required));
    },
  );

  it.each([...workflows, ...pipelines])('of %s say what they do before anything else, in 200 lines', (path) => {
    const text = read(path);
    expect([basename(path), text]).toEqual([basename(path), expect.stringMatching(/^# .*\n(#.*\n){4,}[a-z]+:/)]);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(200);
  });

  it.each(workflows)('of %s give every job no right that it does not name', (path) => {
    expect(read(path)).toMatch(/^permissions: \{\}$/m);
    expect(read(path)).not.toMatch(/^ *(on: )?pull_request_target/m);
  });

  // A job that runs code of the change beside a secret would hand it over.
  it.each(workflows)('of %s give no secret to a job that installs, tests or builds', (path) => {
    const jobs = v.parse(v.object({ jobs: v.record(v.string(), v.unknown()) }), parse(read(path))).jobs;
    const running = Object.entries(jobs).filter(([, job]) => /npm (ci|run)|node --test/.test(JSON.stringify(job)));
    for (const [, job] of running) {
      expect(job).toMatchObject({ permissions: { contents: 'read' } });
      expect(JSON.stringify(job)).not.toMatch(/secrets\.|environment/);
    }
  });

  it.each(pipelines)('of %s give no environment, and so no secret, to a job that installs, tests or builds', (path) => {
    const jobs = v.parse(v.record(v.string(), v.unknown()), parse(read(path), { logLevel: 'error', merge: true }));
    const running = Object.values(jobs).filter((job) => /npm (ci|run)|node --test/.test(JSON.stringify(job)));
    for (const job of running) expect(job).not.toHaveProperty('environment');
  });

  it('have a checklist for requests that asks for the diagrams, the same for both forges', () => {
    const checklist = read('examples/github/PULL_REQUEST_TEMPLATE.md');
    expect(read('examples/gitlab/merge_request_templates/agent-change.md')).toBe(checklist);
    expect(checklist).toMatch(/^- \[ \] .*`docs\/diagrams`/m);
    expect(checklist).toContain('interlock check-diagrams --strict');
  });
});
