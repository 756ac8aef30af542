import { systemClock } from '@interlock/adapters/clock';
import { attendedCommand } from '@interlock/adapters/command';
import { checkOutputs, hashFile, readFile, writeFile } from '@interlock/adapters/filesystem';
import { revertCommit } from '@interlock/adapters/git';
import { landCommit } from '@interlock/adapters/local';
import { verifyBundle } from '@interlock/adapters/sigstore';
import {
  parseAllowedSigners,
  provenanceType,
  publicKeyFromPem,
  trustedKeysAt,
  type TrustedKey,
} from '@interlock/core/evidence';
import { mapResult, type Result } from '@interlock/core/failure';
import type { ArtifactTrust, VerifyArtifact } from '@interlock/core/rollback';
import { autoRollback, handleAutoRollback } from '@interlock/operations/auto-rollback';
import { verifySubject } from '@interlock/operations/verify-artifact';
import { bind, type Compose } from './compose.ts';
import { proposeRevert } from './propose-revert.ts';

async function trustedKeys(trust: ArtifactTrust): Promise<Result<readonly TrustedKey[]>> {
  const path = 'signers' in trust ? trust.signers : trust.publicKey;
  const content = await readFile(path);
  if (!content.ok) return content;
  const text = new TextDecoder().decode(content.value);
  return 'signers' in trust
    ? mapResult(parseAllowedSigners(text, path), (signers) => trustedKeysAt(signers, systemClock.now()))
    : mapResult(publicKeyFromPem(text, path), (key) => [key]);
}

const verifyArtifact: VerifyArtifact = async (subjectPath, bundlePath, trust) => {
  const keys = await trustedKeys(trust);
  if (!keys.ok) return keys;
  const claim = { subjectPath, bundlePath, predicateType: provenanceType, keys: keys.value };
  return verifySubject(claim, { hashFile, readFile, verifyBundle });
};

export const compose: Compose = ({ runContext }) =>
  bind(autoRollback, handleAutoRollback, (host) => ({
    readFile,
    writeFile,
    checkOutputs,
    hashFile,
    runCommand: attendedCommand(),
    verifyArtifact,
    revertCommit,
    landCommit,
    proposeRevert: proposeRevert(runContext, host.input('token', autoRollback.inputs.token)),
    clock: systemClock,
    reporter: host.reporter,
  }));
