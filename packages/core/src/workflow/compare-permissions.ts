import type { Job, Permission, WorkflowFacts } from './facts.ts';

/** Grants beyond reading that `after` makes and `before` did not, first those of the whole workflow, then those of jobs. */
export function findNewWrites(before: WorkflowFacts | undefined, after: WorkflowFacts): readonly Permission[] {
  const old = before === undefined ? undefined : createGrants(before);
  const now = createGrants(after);
  return [...newTopWrites(old, now), ...now.jobs.flatMap((job) => newJobWrites(old, now, job))];
}

interface Grants {
  readonly jobs: readonly Job[];
  readonly jobOf: ReadonlyMap<string, Job>;
  readonly blockOf: ReadonlyMap<string, readonly Permission[]>;
  /** Whether some job has no block of its own; a workflow without jobs counts as one that will have such a job. */
  readonly isInherited: boolean;
}

function createGrants({ jobs, permissions }: WorkflowFacts): Grants {
  const blockOf = Map.groupBy(permissions, ({ scope }) => scope);
  const isInherited = jobs.length === 0 || jobs.some(({ scope }) => !blockOf.has(scope));
  return { jobs, jobOf: new Map(jobs.map((job) => [job.id, job])), blockOf, isInherited };
}

function newTopWrites(before: Grants | undefined, after: Grants): readonly Permission[] {
  // Where no job took the workflow's permissions before, they gave nobody anything.
  const wasUnused = before === undefined || (after.isInherited && !before.isInherited);
  return newWrites(wasUnused ? [] : topGrants(before), topGrants(after));
}

function newJobWrites(before: Grants | undefined, after: Grants, job: Job): readonly Permission[] {
  const old = before?.jobOf.get(job.id);
  const hadBlock = old !== undefined && before?.blockOf.has(old.scope) === true;
  // A job without a block, then and now, has what the workflow has.
  if (!hadBlock && !after.blockOf.has(job.scope)) return [];
  return newWrites(old && before ? jobGrants(before, old) : [], jobGrants(after, job));
}

function topGrants({ blockOf, isInherited, jobs }: Grants): readonly Permission[] {
  return blockOf.get('top') ?? (isInherited ? [repositoryDefault('top', jobs[0]?.line ?? 1)] : []);
}

/** What the token of a job may do: its own block, else the workflow's, else the default of the repository. */
function jobGrants({ blockOf }: Grants, { scope, line }: Job): readonly Permission[] {
  const inherited = blockOf.get('top')?.map((permission) => ({ ...permission, scope, line }));
  return blockOf.get(scope) ?? inherited ?? [repositoryDefault(scope, line)];
}

function repositoryDefault(scope: string, line: number): Permission {
  return { scope, name: 'permissions', level: 'default', line };
}

function newWrites(before: readonly Permission[], after: readonly Permission[]): readonly Permission[] {
  const had = new Set(before.filter(isWrite).map(({ name, level }) => `${name}: ${level}`));
  if (had.has('permissions: write-all')) return [];
  return after.filter((permission) => isWrite(permission) && !had.has(`${permission.name}: ${permission.level}`));
}

// A level that nobody knows is not harmless.
function isWrite({ level }: Permission): boolean {
  return !['read', 'none', 'read-all'].includes(level);
}
