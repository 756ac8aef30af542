import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Journal } from '../journal.ts';
import { startProcess, type RunningProcess } from '../processes/index.ts';
import { startAdvisoryServer } from '../scanners/advisory-server.ts';
import type { Scanner } from '../scanners/scanner.ts';
import { usualScanners } from '../scanners/usual-scanners.ts';
import { makePeople, type People } from './people.ts';
import { createOrigin } from './repository.ts';

/** Everything that a rehearsal runs in, until something is deployed. Folders are absolute. */
export interface World {
  readonly journal: Journal;
  /** Holds all the rest; gone at the end. */
  readonly folder: string;
  /** Evidence that stays, one folder a change: reports, bundles, verdicts, approvals, decisions. */
  readonly evidence: string;
  /** The repository that everyone pushes to (bare). */
  readonly origin: string;
  /** The first commit of main. */
  readonly first: string;
  /** What people were told of approvals that are asked for, one JSON object a line; not part of any change. */
  readonly told: string;
  /** Artifacts, as an OCI layout. */
  readonly store: string;
  readonly people: People;
  /** Numbers of the requests that were opened, by the name of their run. */
  readonly requests: Map<string, number>;
  /** Every one of them is required by the base of main. */
  readonly scanners: readonly Scanner[];
  /** Starts a program of the rehearsal; `stop` ends it with the others. */
  readonly start: (path: string, environment: Readonly<Record<string, string>>) => Promise<RunningProcess>;
  readonly stop: () => Promise<void>;
}

export interface WorldPlan {
  readonly folder: string;
  readonly evidence: string;
  /** Left out: those that npm installs. */
  readonly scanners?: readonly Scanner[] | undefined;
}

/** Keys, a repository with the sample service on main, and the advisory server; nothing is deployed yet. */
export async function openWorld(journal: Journal, plan: WorldPlan): Promise<World> {
  const { evidence, folder } = plan;
  for (const path of [folder, evidence]) mkdirSync(path, { recursive: true });
  const people = makePeople(folder);
  const origin = join(folder, 'origin.git');
  const told = join(folder, 'told.jsonl');
  const advisories = await startAdvisoryServer();
  const scanners = plan.scanners ?? usualScanners(advisories.url);
  const required = scanners.map(({ tool }) => tool);
  const first = await createOrigin(folder, origin, { people, required, told }).catch((cause: unknown) => {
    advisories.stop();
    throw cause;
  });
  const started: RunningProcess[] = [];
  return {
    journal,
    folder,
    evidence,
    origin,
    first,
    told,
    store: join(folder, 'store'),
    people,
    requests: new Map(),
    scanners,
    start: async (path, environment) => {
      const one = await startProcess(join(import.meta.dirname, '..', path), environment);
      started.unshift(one);
      return one;
    },
    stop: async () => {
      advisories.stop();
      for (const one of started) await one.stop();
    },
  };
}
