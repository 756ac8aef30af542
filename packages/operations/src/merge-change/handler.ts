import type { SigningKey, SigningKeySource } from '@interlock/core/evidence';
import { fail, ok, type Result } from '@interlock/core/failure';
import { chooseLane, refusalExitCode, refuseMerge, verifyChecks, type MergeRefusal } from '@interlock/core/lane';
import { mergeLinkStatement, type MergeLink } from '@interlock/core/merge-link';
import type { Handler, Outcome, OutputsOf } from '@interlock/core/operation';
import type { CalledFiles, OutputFile } from '@interlock/core/ports';
import { keySource } from '../sign-artifact/index.ts';
import type { mergeChange } from './declaration.ts';
import { findRequest, verifyRequest } from './find-request.ts';
import { gatherFacts, nameOf, type Gathered } from './gather.ts';
import { land, type Landing } from './land.ts';
import type { Inputs, MergeChangePorts, MergingForge } from './ports.ts';
import { readBase } from './read-base.ts';
import { filesRead, readFiles } from './read-files.ts';
import { orFail, orRefuse, type Stop } from './stop.ts';
import { tellMerge, tellRefusal } from './summary.ts';

type Answer = Outcome<OutputsOf<typeof mergeChange>>;

/** Exit 0: merged. 1: refused, with the reason. 4: needs an approval. What could fail without a merge is done before it. */
export const handleMergeChange: Handler<typeof mergeChange, MergeChangePorts> = async (inputs, ports) => {
  const prepared = await prepare(inputs, ports);
  if (!prepared.ok) return prepared;
  const { forge, key } = prepared.value;
  const gathered = await gather(inputs, forge, ports);
  const landing = gathered.ok ? await admit(gathered.value, forge, ports) : gathered;
  if (!landing.ok) return stop(landing.error, gathered.ok ? gathered.value : undefined, ports);
  const link = await land(landing.value, forge, ports);
  if (!link.ok) return stop(link.error, landing.value.gathered, ports);
  return finish({ link: link.value, landing: landing.value, key }, ports);
};

interface Prepared {
  readonly forge: MergingForge;
  readonly key: SigningKey | undefined;
}

async function prepare(inputs: Inputs, ports: MergeChangePorts): Promise<Result<Prepared>> {
  const free = await ports.clearOutputs(mergeChangeFiles(inputs));
  if (!free.ok) return free;
  const source = sourceOf(inputs, ports);
  if (!source.ok) return source;
  if (ports.forge === undefined)
    return fail('usage', 'There is no token to merge with.', {
      hint: 'Set INTERLOCK_TOKEN (in an action: the input token).',
    });
  const key = source.value === undefined ? ok(undefined) : await ports.loadSigningKey(source.value);
  return key.ok ? ok({ forge: ports.forge, key: key.value }) : key;
}

/** The bundle too where nothing is signed: one that stood there would vouch for another link. */
export function mergeChangeFiles(inputs: Inputs): CalledFiles {
  const outputs = [
    { input: 'output-file', path: inputs.outputFile },
    { input: 'bundle-file', path: inputs.bundleFile },
  ];
  return { outputs, read: filesRead(inputs) };
}

/** Without a key the link is not signed; none is ever made for it. */
function sourceOf(inputs: Inputs, { runContext }: MergeChangePorts): Result<SigningKeySource | undefined> {
  if (inputs.key === undefined && inputs.signingKey === undefined) return ok(undefined);
  return keySource(inputs, runContext);
}

async function gather(inputs: Inputs, forge: MergingForge, ports: MergeChangePorts): Promise<Result<Gathered, Stop>> {
  const name = nameOf(inputs, ports.runContext);
  if (!name.ok) return orFail(name);
  const files = await readFiles(inputs, ports.readFile);
  if (!files.ok) return orFail(files);
  const repository = await ports.openRepository(inputs.repository);
  if (!repository.ok) return orFail(repository);
  const verdict = files.value.verdict.value;
  const settings = await readBase(repository.value.tree(verdict.base), inputs);
  if (!settings.ok) return orFail(settings);
  const request = await findRequest(inputs, forge, ports.runContext);
  if (!request.ok) return orFail(request);
  const same = await verifyRequest(request.value, { inputs, repository: repository.value, verdict }, ports.fetchCommit);
  if (!same.ok) return same;
  return ok({
    inputs,
    files: files.value,
    request: request.value,
    repository: repository.value,
    settings: settings.value,
    name: name.value,
  });
}

/** What the merge will give, then the lane, then the checks: that of the gate fails for want of the approval that the lane names. */
async function admit(gathered: Gathered, forge: MergingForge, ports: MergeChangePorts): Promise<Result<Landing, Stop>> {
  const { files, inputs, settings } = gathered;
  const { base, head } = files.verdict.value;
  const statuses = await forge.readStatuses(head);
  if (!statuses.ok) return orFail(statuses);
  const tree = await ports.mergedTree({ repository: inputs.repository, base, head });
  if (!tree.ok)
    return tree.error.kind === 'bad-repository' ? orRefuse(refuseMerge('conflict', tree.error.message)) : orFail(tree);
  const facts = await gatherFacts(gathered, ports);
  if (!facts.ok) return orFail(facts);
  const choice = chooseLane(facts.value);
  if (!choice.ok) return orRefuse(choice);
  const checks = verifyChecks(settings.requiredChecks, statuses.value);
  return checks.ok ? ok({ gathered, choice: choice.value, judgedTree: tree.value }) : orRefuse(checks);
}

function stop(reason: Stop, gathered: Gathered | undefined, { reporter }: MergeChangePorts): Result<Answer> {
  if ('failure' in reason) return { ok: false, error: reason.failure };
  const { refusal } = reason;
  tellRefusal(refusal, reporter);
  return ok({
    outputs: { ...refusedOutputs(refusal), request: numberOf(gathered) },
    exitCode: refusalExitCode(refusal),
  });
}

const refusedOutputs = ({ reason }: MergeRefusal) => ({ ...nothing, result: 'refused', refusal: reason });
const nothing = { lane: undefined, mergedCommit: undefined, linkPath: undefined, bundlePath: undefined };
const numberOf = (gathered: Gathered | undefined) => gathered && String(gathered.request.number);

interface Merged {
  readonly link: MergeLink;
  readonly landing: Landing;
  readonly key: SigningKey | undefined;
}

/** Writes the link; where something else was merged than was judged, it says so and that is no success. */
async function finish({ key, landing, link }: Merged, ports: MergeChangePorts): Promise<Result<Answer>> {
  const { bundleFile, outputFile } = landing.gathered.inputs;
  const bundle = key === undefined ? ok(undefined) : await ports.signStatement(mergeLinkStatement(link), key);
  if (!bundle.ok) return bundle;
  const files: readonly OutputFile[] = [
    { path: outputFile, content: `${JSON.stringify(link, null, 2)}\n` },
    ...(bundle.value === undefined ? [] : [{ path: bundleFile, content: bundle.value }]),
  ];
  const written = await ports.writeFiles(files);
  if (!written.ok) return written;
  tellMerge(link, landing.choice, landing.gathered, ports.reporter);
  const differs = link.sameTree ? undefined : differing(link);
  if (differs !== undefined) tellRefusal(differs, ports.reporter);
  return ok({
    outputs: {
      result: 'merged',
      refusal: differs?.reason,
      lane: link.lane,
      request: String(link.request),
      mergedCommit: link.merged.commit,
      linkPath: outputFile,
      bundlePath: bundle.value === undefined ? undefined : bundleFile,
    },
    exitCode: differs === undefined ? 0 : 1,
  });
}

function differing({ judgedTree, merged }: MergeLink): MergeRefusal {
  const message = `The change is merged as ${merged.commit} with the tree ${merged.tree}, and ${judgedTree} was judged.`;
  return { reason: 'merged-tree-differs', message };
}
