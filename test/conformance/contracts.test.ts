import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkConformance, exampleTraces } from '@interlock/core/contract';
import { lintDiagram, parseDiagram, toMermaid, type Diagram } from '@interlock/core/diagram';
import { describe, expect, it } from '@jest/globals';
import { traceOf } from './told.ts';

const folder = resolve(import.meta.dirname, '../../docs/diagrams');
const names = readdirSync(folder).filter((name) => name.endsWith('.puml'));
const parsed = names.map((name) => parseDiagram(readFileSync(join(folder, name), 'utf8')));
const diagrams = new Map(parsed.map(({ diagram }) => [diagram.name, diagram]));
const find = (name: string) => diagrams.get(name);

function diagramOf(name: string): Diagram {
  const diagram = find(name);
  if (diagram === undefined) throw new Error(`there is no diagram ${name}`);
  return diagram;
}

function said(name: string, text: string): string {
  const checked = checkConformance(diagramOf(name), traceOf(text), find);
  if (!checked.ok) throw new Error(checked.error.message);
  const { stopped, verdict } = checked.value;
  return stopped === undefined ? verdict : `${verdict} at ${stopped.id}`;
}

const told = 'branch-pushed, request-opened, pipeline-triggered';
const judged =
  'manifest-signed, commits-verified, manifest-checked, reports-collected, sbom-generated, artifact-signed, artifact-stored';
const good = 'policy-evaluated decision=merge';
const asks = 'policy-evaluated!needs-approval decision=needs-approval';
const merged = 'change-merged lane=default';
const released =
  'sbom-generated, artifact-signed, artifact-stored, artifact-deployed, canary-decided decision=promote, artifact-deployed';
const approved = 'approval-requested, approval-given, approval-verified';

describe('the diagrams of docs/diagrams', () => {
  it('are the four flows and the part that they share', () => {
    expect([...diagrams.keys()].toSorted()).toEqual([
      'agent-ci',
      'emergency-hotfix',
      'propose-and-verify',
      'replaced-head',
      'trusted-agent',
    ]);
    expect(names.map((name) => name.replace('.puml', ''))).toEqual([...diagrams.keys()]);
  });

  it.each([...diagrams.keys()])('%s keeps to the notation standard', (name) => {
    const one = parsed.find(({ diagram }) => diagram.name === name);
    expect([...(one?.problems ?? []), ...lintDiagram(diagramOf(name))]).toEqual([]);
  });

  it.each([...diagrams.keys()])('%s is drawn beside its source as it is', (name) => {
    expect(readFileSync(join(folder, `${name}.mmd`), 'utf8')).toBe(toMermaid(diagramOf(name)));
  });

  it.each([...diagrams.keys()])('%s allows something, and each example that it gives', (name) => {
    const examples = exampleTraces(diagramOf(name), 50, find);
    if (!examples.ok) throw new Error(examples.error.message);
    expect(examples.value.length).toBeGreaterThan(0);
  });
});

describe.each(['propose-and-verify', 'agent-ci'])('the contract %s', (name) => {
  it.each([
    ['what the forge shows before the jobs speak', `${told}, ${judged}, ${good}, status-set, ${merged}, ${released}`],
    ['an approval that was asked for', `${judged}, ${good}, ${asks}, ${approved}, ${merged}, ${released}`],
    [
      'an approval given where nobody keeps events',
      `${judged}, ${asks}, approval-requested, approval-verified, ${merged}, ${released}`,
    ],
    [
      'a head that was refused and repaired',
      `${told}, ${judged}, policy-evaluated!refused decision=blocked, branch-pushed, pipeline-triggered, ${judged}, ${good}, ${merged}, ${released}`,
    ],
    [
      'a head that was replaced after its approval',
      `${judged}, ${asks}, ${approved}, ${judged}, ${asks}, ${approved}, ${merged}, ${released}`,
    ],
    [
      'jobs that ran at the same time',
      `reports-collected, sbom-generated, commits-verified, artifact-signed, reports-collected, artifact-stored, manifest-checked, ${good}, ${merged}, ${released}`,
    ],
  ])('accepts %s', (_, trace) => {
    expect(said(name, trace)).toBe('conforms');
  });

  it.each([
    ['a merge without a verdict', `${judged}, ${merged}`, 'deviates at 7 change-merged'],
    [
      'a merge before the approval that a verdict asks for',
      `${judged}, ${asks}, ${merged}`,
      'deviates at 8 change-merged',
    ],
    [
      'a merge of a blocked change',
      `${judged}, policy-evaluated!refused decision=blocked, ${merged}`,
      'deviates at 8 change-merged',
    ],
    [
      'a verdict on an artifact without an SBOM',
      `${judged.replace(' sbom-generated,', '')}, ${good}, ${merged}`,
      'deviates at 7 change-merged',
    ],
    ['a verdict without the check of the commits', `manifest-checked, ${good}`, 'deviates at 0 manifest-checked'],
    [
      'a merge on the evidence of a replaced head',
      `${judged}, ${good}, branch-pushed, ${merged}`,
      'deviates at 9 change-merged',
    ],
    ['a deployment before the merge', `${judged}, ${good}, artifact-deployed`, 'deviates at 8 artifact-deployed'],
    [
      'a promotion that nobody decided',
      `${judged}, ${good}, ${merged}, sbom-generated, artifact-signed, artifact-stored, artifact-deployed, artifact-deployed`,
      'deviates at 13 artifact-deployed',
    ],
    [
      'a release that was never signed',
      `${judged}, ${good}, ${merged}, sbom-generated, artifact-stored`,
      'deviates at 10 artifact-stored',
    ],
  ])('does not accept %s', (_, trace, expected) => {
    expect(said(name, trace)).toBe(expected);
  });
});

describe('lanes', () => {
  it('are not mixed up', () => {
    const hotfix = `${judged}, ${good}, ${approved}, change-merged lane=hotfix`;
    expect(said('propose-and-verify', hotfix)).toBe('deviates at 11 change-merged');
    expect(said('emergency-hotfix', hotfix)).toBe('incomplete');
    expect(said('emergency-hotfix', `${judged}, ${good}, change-merged lane=hotfix`)).toBe(
      'deviates at 8 change-merged',
    );
  });

  it('asks a trusted agent for a second run of the tests', () => {
    const twice = judged.replace('reports-collected', 'reports-collected, reports-collected');
    expect(said('trusted-agent', `${twice}, ${good}, change-merged lane=trusted`)).toBe('incomplete');
    expect(said('trusted-agent', `${judged}, ${good}, change-merged lane=trusted`)).toBe('deviates at 8 change-merged');
  });
});
