import type { SigningKey } from '@interlock/core/evidence';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import { keySource } from '../sign-artifact/index.ts';
import { signerKeys, signersFile } from '../verify-artifact/index.ts';
import type { ChangeRange } from '../change-inputs.ts';
import type { evaluatePolicy } from './declaration.ts';
import type { EvaluatePolicyPorts } from './ports.ts';

/**
 * The key that was given for the capability record. None is ever made for it: the gate's word is not a person's. In a
 * change request the base must list it: there a variable of a pipeline can set an input, and the change can bring a
 * file, so that another key, or that of an agent, would sign in the name of the gate.
 */
export async function findRecordKey(
  inputs: InputsOf<typeof evaluatePolicy>,
  range: ChangeRange,
  ports: EvaluatePolicyPorts,
): Promise<Result<SigningKey | undefined>> {
  if (inputs.key === undefined && inputs.signingKey === undefined) return ok(undefined);
  const source = keySource(inputs, ports.runContext);
  if (!source.ok) return source;
  const key = await ports.loadSigningKey(source.value);
  if (!key.ok || ports.runContext.changeRequest === undefined) return key;
  const listed = await signerKeys(range.path, range.base, ports);
  if (!listed.ok && listed.error.kind !== 'not-verified') return listed;
  const { fingerprint } = key.value;
  if (listed.ok && listed.value.some((one) => one.fingerprint === fingerprint)) return key;
  return fail('bad-key', `The key ${fingerprint} is none by which a listed signer of the base may sign now.`, {
    file: signersFile,
    hint: 'List the public key of the gate there on the base branch, or give the key that is listed; an agent’s key never signs for the gate.',
  });
}
