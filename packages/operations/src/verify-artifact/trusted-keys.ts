import { agentsPath, parseAgents } from '@interlock/core/agents';
import { publicKeyFromPem, trustedKeysAt, type TrustedKey } from '@interlock/core/evidence';
import { fail, mapResult, ok, type Result } from '@interlock/core/failure';
import type { Clock, CommitTree, OpenRepository, ReadFile } from '@interlock/core/ports';
import { readBaseFile } from '@interlock/core/settings-file';
import { resolveRange, type ChangePorts } from '../change-inputs.ts';
import { readSigners, signersFile } from './read-signers.ts';

interface SignerPorts {
  readonly openRepository: OpenRepository;
  readonly clock: Pick<Clock, 'now'>;
}

export interface TrustPorts extends SignerPorts, ChangePorts {
  readonly readFile: ReadFile;
}

/** Where trust comes from: a key file of the caller, or the list of signers in a protected revision. */
export interface TrustInputs {
  readonly publicKey: string | undefined;
  readonly base: string | undefined;
  readonly repository: string;
}

export interface Trust {
  readonly keys: readonly TrustedKey[];
  /** The protected revision that the keys were read from; `undefined` where the caller named a key. */
  readonly base: string | undefined;
}

/**
 * The keys that are trusted. A change request trusts the signers of its own base: a variable of a pipeline can set an
 * input, and the job hold any file; another base or a public key is a `usage` failure there.
 */
export async function findTrustedKeys(inputs: TrustInputs, ports: TrustPorts): Promise<Result<Trust>> {
  const decided = await trustOf(inputs, ports);
  if (!decided.ok) return decided;
  const { base } = decided.value;
  return mapResult(await keysOf(decided.value, ports), (keys) => ({ keys, base }));
}

async function trustOf({ base, publicKey, repository }: TrustInputs, ports: ChangePorts): Promise<Result<TrustInputs>> {
  if (ports.runContext.changeRequest === undefined) return ok({ base, publicKey, repository });
  if (publicKey !== undefined) {
    return fail('usage', 'Input public-key: in a change request the base alone says who may sign.', {
      hint: 'Leave public-key out, and list the signers in .interlock/signers on the base branch.',
    });
  }
  const range = await resolveRange({ base, head: undefined, repository }, ports);
  return range.ok ? ok({ base: range.value.base, publicKey, repository }) : range;
}

async function keysOf(inputs: TrustInputs, ports: TrustPorts): Promise<Result<readonly TrustedKey[]>> {
  const { publicKey, base } = inputs;
  if (publicKey !== undefined && base === undefined) {
    const content = await ports.readFile(publicKey);
    if (!content.ok) return content;
    const key = publicKeyFromPem(new TextDecoder().decode(content.value), publicKey);
    return key.ok ? ok([key.value]) : key;
  }
  if (base !== undefined && publicKey === undefined) return signerKeys(inputs.repository, base, ports);
  return fail('usage', 'Exactly one of public-key and base was expected.', {
    hint: 'Give public-key, or base with the protected revision that holds .interlock/signers.',
  });
}

/** The keys by which the signers that a protected revision lists may sign artifacts now. */
export async function signerKeys(
  path: string,
  revision: string,
  ports: SignerPorts,
): Promise<Result<readonly TrustedKey[]>> {
  const repository = await ports.openRepository(path);
  if (!repository.ok) return repository;
  const commit = await repository.value.resolve(revision);
  if (!commit.ok) return commit;
  const signers = await readSigners(repository.value, commit.value);
  if (!signers.ok) return signers;
  const agents = await readAgentKeys(repository.value.tree(commit.value));
  if (!agents.ok) return agents;
  const builders = signers.value.filter(({ key }) => !agents.value.has(key.fingerprint));
  const keys = trustedKeysAt(builders, ports.clock.now());
  if (keys.length > 0) return ok(keys);
  return fail(
    'not-verified',
    'No listed key may sign artifacts now: none is ECDSA P-256, for namespace git, within its dates and no agent’s.',
    {
      file: signersFile,
      hint: 'List an ecdsa-sha2-nistp256 key with namespaces="git" on the protected branch.',
    },
  );
}

/** An agent signs its commits and manifests; what a build is, is not for it to say. */
async function readAgentKeys(tree: CommitTree): Promise<Result<ReadonlySet<string>>> {
  const content = await readBaseFile(tree, agentsPath);
  if (!content.ok) return content;
  if (content.value === undefined) return ok(new Set());
  const agents = parseAgents(new TextDecoder().decode(content.value), agentsPath);
  return mapResult(agents, (found) => new Set(Object.values(found.agents).map(({ key }) => key)));
}
