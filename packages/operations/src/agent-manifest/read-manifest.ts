import {
  checkManifest,
  findManifest,
  judgeSignature,
  noSignature,
  type ChangePlace,
  type CheckedManifest,
  type FoundManifest,
  type ManifestSignature,
} from '@interlock/core/agent-manifest';
import type { Change } from '@interlock/core/change';
import { sha256 } from '@interlock/core/digest';
import { trustedKeysAt, type TrustedKey, type VerifyBundle } from '@interlock/core/evidence';
import { mapResult, ok, type Result } from '@interlock/core/failure';
import type { Clock, Repository, RunContext } from '@interlock/core/ports';
import { ofChange } from '../evaluate-policy/read-change.ts';
import { readSigners } from '../verify-artifact/index.ts';

export interface ManifestPorts {
  readonly verifyBundle: VerifyBundle;
  readonly clock: Pick<Clock, 'now'>;
  readonly runContext: RunContext;
}

interface ChangeOf {
  readonly repository: Repository;
  readonly change: Change;
}

/** Largest signature that is read, in bytes. */
const signatureLimit = 1_048_576;

/** The manifest that a change adds, compared with it; `undefined` where it adds none. Everything is read from objects. */
export async function readManifest(of: ChangeOf, ports: ManifestPorts): Promise<Result<CheckedManifest | undefined>> {
  const { change, repository } = of;
  const found = findManifest(change.files);
  if (found === undefined) return ok(undefined);
  const content = ofChange(await repository.tree(change.head).read(found.path));
  if (!content.ok) return content;
  const signature = await readSignature(of, found, content.value, ports);
  if (!signature.ok) return signature;
  const place = await placeOf(of, ports.runContext);
  if (!place.ok) return place;
  const sources = { change, found, content: content.value, signature: signature.value, place: place.value };
  return ok(checkManifest({ ...sources, now: ports.clock.now() }));
}

async function readSignature(
  { change, repository }: ChangeOf,
  { ownPaths, signaturePath }: FoundManifest,
  manifest: Uint8Array | undefined,
  { clock, verifyBundle }: ManifestPorts,
): Promise<Result<ManifestSignature>> {
  if (manifest === undefined || !ownPaths.includes(signaturePath)) return ok(noSignature);
  const bundle = ofChange(await repository.tree(change.head).read(signaturePath));
  if (!bundle.ok) return bundle;
  if (bundle.value === undefined) return ok(noSignature);
  if (bundle.value.length > signatureLimit) return ok(tooLarge);
  const keys = await keysOf(repository, change.base, clock.now());
  if (!keys.ok) return keys;
  const verified = verifyBundle(bundle.value, { keys: keys.value, file: signaturePath });
  return ok(judgeSignature(verified, sha256(manifest)));
}

const tooLarge: ManifestSignature = { class: 'git', state: 'wrong', reason: 'it is larger than 1 MiB' };

/** A base without a list of signers trusts nobody. A list that cannot be read is a failure. */
async function keysOf(repository: Repository, base: string, now: number): Promise<Result<readonly TrustedKey[]>> {
  const signers = await readSigners(repository, base);
  if (!signers.ok && signers.error.kind === 'missing-file') return ok([]);
  return mapResult(signers, (list) => trustedKeysAt(list, now));
}

/** The platform knows the branch of its change request; elsewhere it is one that points at the head. */
async function placeOf({ change, repository }: ChangeOf, context: RunContext): Promise<Result<ChangePlace>> {
  const { changeRequest, repository: home } = context;
  const known = home === undefined ? {} : { repository: home.slug };
  if (changeRequest?.branch !== undefined && changeRequest.head === change.head) {
    return ok({ branches: [changeRequest.branch], branchClass: 'platform', ...known });
  }
  const branches = await repository.branchesAt(change.head);
  return mapResult(branches, (names) => ({ branches: names, branchClass: 'git', ...known }));
}
