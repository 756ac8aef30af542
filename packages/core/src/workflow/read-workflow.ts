import { isMap, isSeq } from 'yaml';
import { unreadableWorkflow, type Job, type Trigger, type UsedAction, type WorkflowFacts } from './facts.ts';
import { parseYaml, scalarText } from './parse-yaml.ts';
import { readPermissions } from './read-permissions.ts';
import { createReader, findEntry, type Entry, type YamlReader } from './yaml-reader.ts';

/**
 * Reads a GitHub workflow file (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax).
 * Whatever GitHub might read in another way than we do makes the file unreadable: a gate must not guess.
 */
export function readWorkflow(bytes: Uint8Array): WorkflowFacts {
  const parsed = parseYaml(bytes);
  if (typeof parsed === 'string') return unreadableWorkflow(parsed);
  const root = parsed.resolve(parsed.root);
  if (!isMap(root)) return unreadableWorkflow('line 1: a mapping with `on` and `jobs` was expected');
  const reader = createReader(parsed);
  const facts = readRoot(reader.entries(root, 1), reader);
  const problem = reader.firstProblem();
  return problem === undefined ? facts : unreadableWorkflow(problem);
}

function readRoot(root: readonly Entry[], reader: YamlReader): WorkflowFacts {
  // YAML 1.1 reads a plain `on` as the boolean true, and some tools write it back so.
  const starts = [findEntry(root, 'on'), findEntry(root, 'true')].filter((entry) => entry !== undefined);
  if (starts.length === 0) reader.report(1, '`on` is missing');
  const top = findEntry(root, 'permissions');
  const jobs = readJobs(findEntry(root, 'jobs'), reader);
  return {
    triggers: starts.flatMap((entry) => readTriggers(entry, reader)),
    permissions: [
      ...(top === undefined ? [] : readPermissions(top, 'top', reader)),
      ...jobs.flatMap(({ job, members }) => readJobPermissions(job, members, reader)),
    ],
    jobs: jobs.map(({ job }) => job),
    uses: jobs.flatMap(({ members }) => readUses(members, reader)),
    secretsInherit: jobs.flatMap(({ members }) => readInherit(members)),
  };
}

function readTriggers(on: Entry, reader: YamlReader): readonly Trigger[] {
  if (isMap(on.value)) {
    return reader.entries(on.value, on.line).map(({ key, line }) => readTrigger(key, line, reader));
  }
  const items = isSeq(on.value) ? reader.items(on.value, on.line) : [on];
  return items.map(({ value, line }) => readTrigger(scalarText(value) ?? '', line, reader));
}

function readTrigger(name: string, line: number, reader: YamlReader): Trigger {
  if (!/^[a-z_]{1,60}$/i.test(name)) reader.report(line, 'the name of an event was expected here');
  return { name: name.toLowerCase(), line };
}

interface JobNode {
  readonly job: Job;
  readonly members: readonly Entry[];
}

function readJobs(jobs: Entry | undefined, reader: YamlReader): readonly JobNode[] {
  if (jobs === undefined) return [];
  return reader.entries(jobs.value, jobs.line).map(({ key, line, value }) => {
    if (!/^[a-z_][\w-]*$/i.test(key)) reader.report(line, 'this is not the id of a job');
    return { job: { id: key, scope: key === 'top' ? 'jobs.top' : key, line }, members: reader.entries(value, line) };
  });
}

function readJobPermissions(job: Job, members: readonly Entry[], reader: YamlReader) {
  const block = findEntry(members, 'permissions');
  return block === undefined ? [] : readPermissions(block, job.scope, reader);
}

function readUses(members: readonly Entry[], reader: YamlReader): readonly UsedAction[] {
  const steps = findEntry(members, 'steps');
  const own = steps === undefined ? [] : reader.items(steps.value, steps.line);
  const holders = [members, ...own.map(({ value, line }) => reader.entries(value, line))];
  return holders.flatMap((holder) => {
    const entry = findEntry(holder, 'uses');
    if (entry === undefined) return [];
    const reference = scalarText(entry.value);
    if (reference === undefined) reader.report(entry.line, 'the name of an action was expected here');
    return reference === undefined ? [] : [{ reference, line: entry.line, pinned: isPinned(reference) }];
  });
}

function isPinned(reference: string): boolean {
  if (reference.startsWith('./')) return true;
  if (reference.startsWith('docker://')) return /@sha256:[0-9a-f]{64}$/.test(reference);
  return /@([0-9a-f]{40}|[0-9a-f]{64})$/i.test(reference);
}

function readInherit(members: readonly Entry[]): readonly number[] {
  const secrets = findEntry(members, 'secrets');
  return secrets !== undefined && scalarText(secrets.value)?.toLowerCase() === 'inherit' ? [secrets.line] : [];
}
