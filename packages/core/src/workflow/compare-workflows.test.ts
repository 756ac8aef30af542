import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { compareWorkflows, noGrowth, readWorkflow } from './index.ts';

const read = (text: string) => readWorkflow(new TextEncoder().encode(text));
const compare = (before: string | undefined, after: string) =>
  compareWorkflows(before === undefined ? undefined : read(before), read(after));
const on = 'on: push\n';
const jobs = 'jobs:\n  build: {runs-on: x}\n';
const calm = `${on}permissions: {contents: read}\n${jobs}`;

describe('compareWorkflows: triggers', () => {
  it('names what is added and where', () => {
    const after = 'on:\n  push:\n  workflow_run:\n  schedule:\npermissions: {contents: read}\n' + jobs;
    expect(compare(calm, after)).toEqual({
      ...noGrowth,
      addedTriggers: ['schedule', 'workflow_run'],
      dangerousTriggersAdded: [{ name: 'workflow_run', line: 3 }],
    });
  });

  it('says nothing of a dangerous trigger that was there', () => {
    const text = `on: pull_request_target\npermissions: {}\n${jobs}`;
    expect(compare(text, `${text}# comment\n`)).toEqual(noGrowth);
  });

  it('takes every trigger of a new workflow as added', () => {
    expect(compare(undefined, calm)).toEqual({ ...noGrowth, addedTriggers: ['push'] });
  });
});

describe('compareWorkflows: permissions', () => {
  it.each([
    ['a level rises', calm, `${on}permissions: {contents: write}\n${jobs}`, ['top contents write 2']],
    ['another name', calm, `${on}permissions:\n  contents: read\n  id-token: write\n${jobs}`, ['top id-token write 4']],
    ['everything', calm, `${on}permissions: write-all\n${jobs}`, ['top permissions write-all 2']],
    ['a level nobody knows', calm, `${on}permissions: {contents: admin}\n${jobs}`, ['top contents admin 2']],
    ['the block is removed', calm, on + jobs, ['top permissions default 3']],
    ['the block is emptied of its value', calm, `${on}permissions:\n${jobs}`, ['top permissions default 2']],
    ['a new file without a block', undefined, on + jobs, ['top permissions default 3']],
    ['a new file without jobs', undefined, on, ['top permissions default 1']],
    ['a new file with write', undefined, `${on}permissions: {pages: write}\n${jobs}`, ['top pages write 2']],
    [
      'the default becomes explicit',
      on + jobs,
      `${on}permissions: {contents: write}\n${jobs}`,
      ['top contents write 2'],
    ],
    [
      'a job widens itself',
      calm,
      `${on}permissions: {contents: read}\njobs:\n  build:\n    permissions:\n      contents: write\n`,
      ['build contents write 6'],
    ],
    [
      'a job that calls a workflow',
      calm,
      `${calm}  call:\n    uses: o/r/.github/workflows/w.yml@v1\n    permissions: write-all\n`,
      ['call permissions write-all 7'],
    ],
    [
      'a job loses the block that held it back',
      `${on}permissions: {contents: write}\njobs:\n  build: {permissions: {}}\n  other: {}\n`,
      `${on}permissions: {contents: write}\njobs:\n  build: {}\n  other: {}\n`,
      ['build contents write 4'],
    ],
    [
      'a job begins to inherit what nobody had',
      `${on}permissions: {contents: write}\njobs:\n  build: {permissions: {}}\n`,
      `${on}permissions: {contents: write}\njobs:\n  build: {permissions: {}}\n  more: {}\n`,
      ['top contents write 2'],
    ],
    [
      'a job begins to inherit the default',
      `${on}jobs:\n  build: {permissions: {}}\n`,
      `${on}jobs:\n  build: {permissions: {}}\n  more: {}\n`,
      ['top permissions default 3'],
    ],
    [
      'a job takes the name of the scope of the workflow',
      `${on}permissions: {contents: write}\n${jobs}`,
      `${on}permissions: {contents: write}\njobs:\n  build: {}\n  top:\n    permissions: {contents: write}\n`,
      ['jobs.top contents write 6'],
    ],
    [
      'an alias to a wide block',
      calm,
      `x-wide: &wide\n  contents: write\n${on}permissions: *wide\n${jobs}`,
      ['top contents write 2'],
    ],
    [
      'a merged job',
      calm,
      `x: &x\n  permissions: write-all\n${calm}  deploy:\n    <<: *x\n`,
      ['deploy permissions write-all 2'],
    ],
    [
      'the repair of a file that could not be read',
      `${on}permissions: {contents: write}\npermissions: {}\n${jobs}`,
      `${on}permissions: {contents: write}\n${jobs}`,
      ['top contents write 2'],
    ],
  ])('finds growth: %s', (_, before, after, expected) => {
    const found = compare(before, after).writePermissionsAdded;
    expect(found.map(({ scope, name, level, line }) => `${scope} ${name} ${level} ${line}`)).toEqual(expected);
  });

  it.each([
    ['write becomes read', `${on}permissions: write-all\n${jobs}`, calm],
    ['everything becomes one', `${on}permissions: write-all\n${jobs}`, `${on}permissions: {contents: write}\n${jobs}`],
    ['the default becomes read', on + jobs, calm],
    ['the default stays', on + jobs, `${on}${jobs}    # comment\n`],
    [
      'a block moves from the workflow to its only job',
      `${on}permissions: {contents: write}\n${jobs}`,
      `${on}jobs:\n  build: {permissions: {contents: write}}\n`,
    ],
    ['every job of a new file has a block', undefined, `${on}jobs:\n  build: {permissions: {contents: read}}\n`],
  ])('finds none: %s', (_, before, after) => {
    expect(compare(before, after).writePermissionsAdded).toEqual([]);
  });

  it('says why a new version cannot be judged, and nothing of a deleted one', () => {
    expect(compare(calm, 'on: [')).toEqual({ ...noGrowth, unreadable: expect.stringContaining('line 1: ') });
    expect(compareWorkflows(read(calm), undefined)).toEqual(noGrowth);
  });
});

const level = fc.constantFrom('read', 'write', 'none');
const block = fc.oneof(
  fc.constantFrom('read-all', 'write-all'),
  fc.dictionary(fc.constantFrom('contents', 'issues', 'id-token'), level, { noNullPrototype: true }),
);
const job = fc.record({ 'runs-on': fc.constant('x'), permissions: block }, { requiredKeys: ['runs-on'] });
const workflow = fc.record(
  {
    on: fc.constantFrom('push', 'issues', ['push', 'fork']),
    permissions: block,
    jobs: fc.dictionary(fc.constantFrom('a', 'b', 'top'), job, { noNullPrototype: true }),
  },
  { requiredKeys: ['on', 'jobs'] },
);
type Workflow = typeof workflow extends fc.Arbitrary<infer T> ? T : never;
type Block = string | Readonly<Record<string, string>> | undefined;

/** A second, independent reading: what may the token of this job write? The default of the repository counts as one more name. */
function writes(own: Block): readonly string[] {
  if (own === undefined) return ['default'];
  if (typeof own === 'string') return own === 'write-all' ? ['contents', 'issues', 'id-token', 'default', 'all'] : [];
  return Object.keys(own).filter((name) => own[name] === 'write');
}

function rights({ permissions, jobs: all }: Workflow): readonly string[] {
  return Object.entries(all).flatMap(([id, one]) =>
    writes(one.permissions ?? permissions).map((name) => `${id} ${name}`),
  );
}

describe('compareWorkflows, for any two workflows', () => {
  it('finds nothing where nothing is added', () => {
    fc.assert(
      fc.property(workflow, (one) => {
        expect(compare(stringify(one), `# comment\n${stringify(one, { defaultStringType: 'QUOTE_DOUBLE' })}`)).toEqual(
          noGrowth,
        );
      }),
    );
  });

  it('finds growth wherever a job that was there may write what it could not', () => {
    fc.assert(
      fc.property(workflow, workflow, (before, after) => {
        const known = Object.keys(before.jobs);
        const had = new Set(rights(before));
        const gained = rights(after).filter((right) => known.includes(right.split(' ')[0] ?? '') && !had.has(right));
        const found = compare(stringify(before), stringify(after)).writePermissionsAdded;
        expect(found.length > 0 || gained.length === 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('finds every write permission that a block gains', () => {
    fc.assert(
      fc.property(workflow, fc.constantFrom('pages', 'packages'), fc.constantFrom('top', 'job'), (one, name, where) => {
        const wide = { [name]: 'write' };
        const after =
          where === 'top' ? { ...one, permissions: wide } : { ...one, jobs: { ...one.jobs, z: { permissions: wide } } };
        fc.pre(where === 'job' || one.permissions !== 'write-all');
        const found = compare(stringify(one), stringify(after)).writePermissionsAdded;
        const scope = where === 'top' ? 'top' : 'z';
        expect(found).toContainEqual({ scope, name, level: 'write', line: expect.any(Number) });
      }),
    );
  });
});
