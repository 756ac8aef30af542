import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConformance, traceOfEvents, type Conformance } from '@interlock/core/contract';
import { parseDiagram, type Diagram } from '@interlock/core/diagram';
import { readEvents } from '@interlock/core/event';
import { repositoryRoot } from '../interlock.ts';
import { faults } from './faults.ts';
import type { Rehearsed } from './rehearse.ts';
import type { FlowName } from './run.ts';

const folder = join(repositoryRoot, 'docs/diagrams');

function readDiagrams(): ReadonlyMap<string, Diagram> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.puml'));
  const all = files.map((name) => parseDiagram(readFileSync(join(folder, name), 'utf8')).diagram);
  return new Map(all.map((diagram) => [diagram.name, diagram]));
}

const diagramOf: Readonly<Record<FlowName, string>> = {
  default: 'propose-and-verify',
  trusted: 'trusted-agent',
  hotfix: 'emergency-hotfix',
};

/**
 * What the contract of its flow says of each rehearsal: the verdict; of a refusal the event that was tried, of a
 * deviation the event that is not allowed, and of a case that stopped early what was tried in vain.
 */
export const expectedContract: Readonly<Record<string, string>> = {
  default: 'conforms',
  trusted: 'conforms',
  hotfix: 'conforms',
  'direct-push': 'incomplete after manifest-signed',
  'out-of-scope-file': 'refused manifest-checked',
  'unsigned-commit': 'refused commits-verified',
  'foreign-signature': 'refused commits-verified',
  'edited-manifest': 'refused manifest-checked',
  'missing-scan': 'refused policy-evaluated',
  'hidden-unicode': 'incomplete after change-merged',
  'approval-by-author': 'refused approval-verified',
  'approval-for-older-head': 'refused approval-verified',
  'replayed-approval': 'refused approval-verified',
  'moved-tag': 'deviates: artifact-signed (done) is not allowed here',
  'tampered-artifact': 'refused artifact-deployed',
  'missing-link': 'deviates: change-merged (done) is not allowed here',
  'bad-release': 'conforms',
  'slow-leak': 'conforms',
  'killed-gate': 'conforms',
  'anomaly-while-dark': 'conforms',
  'anomaly-when-on': 'conforms',
};

/** What the contracts say of the events that a rehearsal left: that of its flow, and the base template for the default. */
export function contractsOf({
  evidence,
  name,
}: Pick<Rehearsed, 'evidence' | 'name'>): Readonly<Record<string, string>> {
  const flow = Object.entries(faults).find(([fault]) => fault === name)?.[1].flow ?? (name as FlowName);
  const names = flow === 'default' ? [diagramOf.default, 'agent-ci'] : [diagramOf[flow]];
  const events = readEvents(readFileSync(join(evidence, 'events.jsonl'), 'utf8'), 'events.jsonl');
  if (!events.ok) throw new Error(events.error.message);
  const diagrams = readDiagrams();
  return Object.fromEntries(
    names.map((of) => {
      const diagram = diagrams.get(of);
      if (diagram === undefined) throw new Error(`there is no diagram ${of}`);
      const checked = checkConformance(diagram, traceOfEvents(events.value), (other) => diagrams.get(other));
      if (!checked.ok) throw new Error(checked.error.message);
      return [of, describe(checked.value)];
    }),
  );
}

/** The same for each contract of a rehearsal. */
export const expectedOf = (rehearsed: Pick<Rehearsed, 'evidence' | 'name'>) =>
  Object.fromEntries(Object.keys(contractsOf(rehearsed)).map((of) => [of, expectedContract[rehearsed.name]]));

function describe({ attempts, path, stopped, verdict }: Conformance): string {
  if (stopped !== undefined) return `${verdict}: ${stopped.why}`;
  if (verdict === 'refused') return `refused ${attempts.at(-1)?.type ?? 'nothing'}`;
  return verdict === 'conforms' ? verdict : `${verdict} after ${path.at(-1)?.messages[0]?.type ?? 'nothing'}`;
}
