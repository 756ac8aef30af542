import {
  fileNames,
  readHistory,
  parseDeployConfig,
  runDeployment,
  type DeploymentPorts,
  type VerifiedRelease,
} from '@interlock/core/deployment';
import { ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CheckOutputs, NamedFile } from '@interlock/core/ports';
import { parseReference, parseStoreLocation, readRelease, type OpenStore } from '@interlock/core/store';
import { findTrustedKeys, type ArtifactPorts, type TrustPorts } from '../verify-artifact/index.ts';
import type { deployArtifact } from './declaration.ts';
import { requireChain, type ChainPorts } from './require-chain.ts';
import { announceOther, deploymentSummary } from './summary.ts';
import { verifyRelease } from './verify-release.ts';
import type { DeployConfig } from '@interlock/core/deployment';

export interface DeployArtifactPorts
  extends DeploymentPorts, Pick<ArtifactPorts, 'verifyBundle'>, TrustPorts, ChainPorts {
  readonly clock: TrustPorts['clock'];
  readonly openStore: OpenStore;
  readonly checkOutputs: CheckOutputs;
  readonly reporter: Reporter;
}

type Inputs = InputsOf<typeof deployArtifact>;

/** Exit 0: the target says that it runs exactly this artifact. 1: it runs another one, or the evidence is not there. 3: no answer. */
export const handleDeployArtifact: Handler<typeof deployArtifact, DeployArtifactPorts> = async (inputs, ports) => {
  const config = await readConfig(inputs, ports);
  if (!config.ok) return config;
  const history = await readHistory(config.value.artifacts, ports);
  if (!history.ok) return history;
  const release = await fetchRelease(inputs, config.value, ports);
  if (!release.ok) return release;
  const run = await runDeployment(config.value, release.value, inputs.outputFile, ports);
  if (!run.ok) return run;
  const { failure, record } = run.value;
  ports.reporter.summary(deploymentSummary(record));
  if (failure !== undefined) return { ok: false, error: failure };
  if (record.result === 'failed') announceOther(ports.reporter, record);
  return ok({
    exitCode: record.result === 'deployed' ? 0 : 1,
    outputs: {
      deploymentPath: inputs.outputFile,
      artifactDigest: record.artifact.digest,
      manifestDigest: record.manifest,
      runningDigest: record.answer.running,
    },
  });
};

async function readConfig(inputs: Inputs, ports: DeployArtifactPorts): Promise<Result<DeployConfig>> {
  const bytes = await ports.readFile(inputs.config);
  if (!bytes.ok) return bytes;
  const config = parseDeployConfig(new TextDecoder().decode(bytes.value), inputs.config);
  if (!config.ok) return config;
  const outputs: readonly NamedFile[] = [
    { input: 'output-file', path: inputs.outputFile },
    { input: 'artifacts', path: `${config.value.artifacts}/deployments.json` },
  ];
  const read = [{ input: 'config', path: inputs.config }];
  const { publicKey } = inputs;
  const free = await ports.checkOutputs(
    outputs,
    publicKey === undefined ? read : [...read, { input: 'public-key', path: publicKey }],
  );
  return free.ok ? config : free;
}

/** Verifies all evidence first and fetches the artifact last: what nobody vouches for is not even written to the disk. */
async function fetchRelease(
  inputs: Inputs,
  config: DeployConfig,
  ports: DeployArtifactPorts,
): Promise<Result<VerifiedRelease>> {
  const reference = parseReference(inputs.reference);
  if (!reference.ok) return reference;
  const location = parseStoreLocation(inputs.store);
  if (!location.ok) return location;
  const { credentials, environment, tokenHost } = inputs;
  const store = ports.openStore(location.value, { credentials, tokenHost, actions: 'pull' });
  if (!store.ok) return store;
  const trust = await findTrustedKeys(inputs, ports);
  if (!trust.ok) return trust;
  const { base, keys } = trust.value;
  const stored = await readRelease(store.value, reference.value);
  if (!stored.ok) return stored;
  const released = await findReleased({ base, repository: inputs.repository }, ports);
  if (!released.ok) return released;
  const wanted = { keys, sbom: config.sbom, released: released.value };
  const evidence = verifyRelease(stored.value, wanted, ports);
  if (!evidence.ok) return evidence;
  const { bundle, ...facts } = evidence.value;
  const promotion = { artifact: stored.value.artifact.digest, commit: facts.provenance.commit };
  const chained = await requireChain(inputs, { needed: config.chain === 'required', promotion }, ports);
  if (!chained.ok) return chained;
  const { artifact, manifest } = stored.value;
  const names = fileNames(artifact.digest);
  const path = `${config.artifacts}/${names.path}`;
  const fetched = await store.value.fetchBlob(artifact, path);
  if (!fetched.ok) return fetched;
  const kept = await ports.writeFiles([{ path: `${config.artifacts}/${names.bundle}`, content: bundle.bytes }]);
  if (!kept.ok) return kept;
  return ok({
    environment,
    store: location.value.text,
    reference: inputs.reference,
    manifest,
    artifact: { digest: artifact.digest, size: artifact.size, path },
    ...facts,
  });
}

/** What the protected branch has been: a release is built from one of these commits. */
async function findReleased(
  { base, repository: path }: Pick<Inputs, 'base' | 'repository'>,
  { openRepository }: TrustPorts,
): Promise<Result<ReadonlySet<string> | undefined>> {
  if (base === undefined) return ok(undefined);
  const repository = await openRepository(path);
  if (!repository.ok) return repository;
  const commit = await repository.value.resolve(base);
  return commit.ok ? repository.value.firstParents(commit.value) : commit;
}
