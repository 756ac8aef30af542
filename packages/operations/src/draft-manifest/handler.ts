import {
  draftManifest as draft,
  findManifest,
  manifestFolder,
  observe,
  parseManifest,
} from '@interlock/core/agent-manifest';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CheckOutputs, Clock, OpenRepository, ReadFile, RunContext, WriteFile } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import { readChange, type ReadChange } from '../evaluate-policy/read-change.ts';
import type { draftManifest } from './declaration.ts';

export interface DraftManifestPorts {
  readonly openRepository: OpenRepository;
  readonly readFile: ReadFile;
  readonly checkOutputs: CheckOutputs;
  readonly writeFile: WriteFile;
  readonly clock: Pick<Clock, 'now'>;
  readonly runContext: RunContext;
  readonly reporter: Reporter;
}

type Inputs = InputsOf<typeof draftManifest>;

/** Writes a new file and never replaces one: a manifest that is there was edited, or signed. */
export const handleDraftManifest: Handler<typeof draftManifest, DraftManifestPorts> = async (inputs, ports) => {
  const { base, head, repository } = inputs;
  const read = await readChange({ path: repository, base, head }, ports.openRepository);
  if (!read.ok) return read;
  const branch = await branchOf(inputs, read.value);
  if (!branch.ok) return branch;
  const name = inputs.name ?? nameOf(branch.value);
  const path = `${repository.replace(/\/+$/, '') || '/'}/${manifestFolder}/${name}.yml`.replace(/^\.\//, '');
  const free = await checkFree(path, ports);
  if (!free.ok) return free;
  const text = textOf(inputs, read.value, { branch: branch.value, name }, ports);
  if (!text.ok) return text;
  const written = await ports.writeFile(path, text.value);
  if (!written.ok) return written;
  const parsed = parseManifest(new TextEncoder().encode(text.value), path);
  const next = parsed.ok ? 'Sign it with sign-manifest' : 'Fill in what is empty, sign it with sign-manifest';
  ports.reporter.info(`Drafted ${path}. ${next}, and commit both files.`);
  return ok({ outputs: { manifestPath: path, complete: String(parsed.ok) }, exitCode: 0 });
};

async function branchOf({ branch }: Inputs, { change, repository }: ReadChange): Promise<Result<string>> {
  if (branch !== undefined) return ok(branch);
  const found = await repository.branchesAt(change.head);
  if (!found.ok) return found;
  const [only, ...others] = found.value;
  if (only !== undefined && others.length === 0) return ok(only);
  const names = found.value.slice(0, 5).map((one) => oneLine(one, 80));
  const message = only === undefined ? 'No branch ends at head.' : `Several branches end at head: ${names.join(', ')}.`;
  return fail('usage', message, { hint: 'Give branch: the one that will carry the change.' });
}

/** A name for a file, from that of a branch. */
function nameOf(branch: string): string {
  const name = branch.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return name.slice(0, 100) || 'change';
}

async function checkFree(path: string, { checkOutputs, readFile }: DraftManifestPorts): Promise<Result<void>> {
  const there = await readFile(path);
  if (there.ok) {
    return fail('usage', 'This manifest is there already, and a draft replaces none.', {
      file: path,
      hint: 'Edit it, remove it first, or give another name.',
    });
  }
  if (there.error.kind !== 'missing-file') return there;
  return checkOutputs([{ input: 'name', path }], []);
}

function textOf(
  inputs: Inputs,
  { change }: ReadChange,
  { branch, name }: { readonly branch: string; readonly name: string },
  { clock, runContext }: DraftManifestPorts,
): Result<string> {
  const observed = observe(change, findManifest(change.files)?.ownPaths ?? []);
  if (observed.paths.length === 0) {
    return fail('no-match', 'The change from base to head touches no file, so that there is nothing to declare.', {
      hint: 'Commit the change first, and check that base and head are not swapped.',
    });
  }
  const { agent, agentVersion: version, kind, model, principal, rationale, rollback, session, task } = inputs;
  return ok(
    draft({
      id: name,
      repository: inputs.repositoryName ?? runContext.repository?.slug,
      branch,
      base: change.mergeBase,
      agent: { name: agent, version, model, session },
      principal,
      task,
      rationale,
      rollback,
      kind: kind === 'hotfix' ? 'hotfix' : 'normal',
      observed,
      expires: new Date(clock.now() + inputs.expiresIn * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    }),
  );
}
