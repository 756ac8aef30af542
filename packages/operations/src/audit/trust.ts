import { approversFile, parseApprovers } from '@interlock/core/approval';
import { parseAllowedSigners, publicKeyFromPem, trustedKeysAt, type AllowedSigner } from '@interlock/core/evidence';
import type { AuditTrust } from '@interlock/core/audit';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import type { Clock, OpenRepository, ReadFile } from '@interlock/core/ports';
import { readApprovalConfig } from '../verify-approval/index.ts';
import { readSigners } from '../verify-artifact/index.ts';
import type { audit } from './declaration.ts';

export interface TrustPorts {
  readonly readFile: ReadFile;
  readonly openRepository: OpenRepository;
  readonly clock: Pick<Clock, 'now'>;
}

type Inputs = Pick<InputsOf<typeof audit>, 'publicKey' | 'signers' | 'base' | 'repository' | 'approvers'>;
type Trust = Omit<AuditTrust, 'verifyBundle'>;

interface Lists {
  readonly signers: readonly AllowedSigner[] | undefined;
  /** Text of the approvers of the base. */
  readonly approvers?: string | undefined;
  readonly approvable?: readonly string[] | undefined;
}

/** Whom the caller trusts: nothing of it comes from the folder, and what was not given stays undefined. */
export async function findTrust(inputs: Inputs, ports: TrustPorts): Promise<Result<Trust>> {
  const { base, publicKey, signers } = inputs;
  if ([base, publicKey, signers].filter((one) => one !== undefined).length > 1)
    return fail('usage', 'More than one of public-key, signers and base is given.', {
      hint: 'Give the one that says whom you trust.',
    });
  const lists = await listsOf(inputs, ports);
  if (!lists.ok) return lists;
  const keys = await keysOf(publicKey, lists.value.signers, ports);
  if (!keys.ok) return keys;
  const approvers = await approversOf(inputs.approvers, lists.value, ports);
  if (!approvers.ok) return approvers;
  return ok({ keys: keys.value, approvers: approvers.value, approvable: lists.value.approvable });
}

async function listsOf({ base, repository, signers }: Inputs, ports: TrustPorts): Promise<Result<Lists>> {
  if (signers !== undefined) {
    const text = await readText(signers, ports.readFile);
    if (!text.ok) return text;
    const parsed = parseAllowedSigners(text.value, signers);
    return parsed.ok ? ok({ signers: parsed.value }) : parsed;
  }
  return base === undefined ? ok({ signers: undefined }) : listsAt(repository, base, ports);
}

async function listsAt(path: string, base: string, { openRepository }: TrustPorts): Promise<Result<Lists>> {
  const repository = await openRepository(path);
  if (!repository.ok) return repository;
  const commit = await repository.value.resolve(base);
  if (!commit.ok) return commit;
  const signers = await readSigners(repository.value, commit.value);
  if (!signers.ok) return signers;
  const tree = repository.value.tree(commit.value);
  const approvers = await tree.read(approversFile);
  if (!approvers.ok) return approvers;
  const config = await readApprovalConfig(tree);
  if (!config.ok) return config;
  const text = approvers.value === undefined ? undefined : new TextDecoder().decode(approvers.value);
  return ok({ signers: signers.value, approvers: text, approvable: config.value.approvable });
}

async function keysOf(
  publicKey: string | undefined,
  signers: readonly AllowedSigner[] | undefined,
  { clock, readFile }: TrustPorts,
): Promise<Result<Trust['keys']>> {
  if (publicKey === undefined) return ok(signers === undefined ? undefined : trustedKeysAt(signers, clock.now()));
  const text = await readText(publicKey, readFile);
  if (!text.ok) return text;
  const key = publicKeyFromPem(text.value, publicKey);
  return key.ok ? ok([key.value]) : key;
}

async function approversOf(
  file: string | undefined,
  { approvers, signers = [] }: Lists,
  { readFile }: TrustPorts,
): Promise<Result<Trust['approvers']>> {
  if (file === undefined) return approvers === undefined ? ok(undefined) : parseApprovers(approvers, signers);
  const text = await readText(file, readFile);
  if (!text.ok) return text;
  const parsed = parseApprovers(text.value, signers);
  return parsed.ok ? parsed : { ok: false, error: { ...parsed.error, file } };
}

async function readText(file: string, readFile: ReadFile): Promise<Result<string>> {
  const bytes = await readFile(file);
  return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
}
