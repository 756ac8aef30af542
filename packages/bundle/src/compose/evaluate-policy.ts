import { systemClock } from '@interlock/adapters/clock';
import { clearOutputs, hashFile, readFile, writeFiles } from '@interlock/adapters/filesystem';
import { openRepository } from '@interlock/adapters/git';
import { createEvaluator } from '@interlock/adapters/rego';
import { signStatement, verifyBundle } from '@interlock/adapters/sigstore';
import { provenanceType } from '@interlock/core/evidence';
import { evaluatePolicy, handleEvaluatePolicy, type EvaluatePolicyPorts } from '@interlock/operations/evaluate-policy';
import { signerKeys, verifySubject } from '@interlock/operations/verify-artifact';
import { fileURLToPath } from 'node:url';
import { bind, type Compose, type Surroundings } from './compose.ts';
import { numberOf, publishVerdict } from './publish-verdict.ts';
import { signingKeys } from './signing-keys.ts';

const verifyArtifact: EvaluatePolicyPorts['verifyArtifact'] = async (subjectPath, bundlePath, { repository, base }) => {
  const keys = await signerKeys(repository, base, { openRepository, clock: systemClock });
  if (!keys.ok) return keys;
  return verifySubject(
    { subjectPath, bundlePath, predicateType: provenanceType, keys: keys.value },
    { hashFile, readFile, verifyBundle },
  );
};

/** The ports that judge and build the input, for every command that evaluates policy. */
export function policyPorts({ root, runContext }: Surroundings) {
  return {
    evaluate: createEvaluator({ workerUrl: new URL('rego-worker.js', root) }),
    readPolicyAsset: (name: string) => readFile(fileURLToPath(new URL(`policies/${name}`, root))),
    openRepository,
    verifyArtifact,
    verifyBundle,
    clock: systemClock,
    runContext,
    readFile,
  };
}

export const compose: Compose = (surroundings) =>
  bind(evaluatePolicy, handleEvaluatePolicy, (host) => {
    const token = host.input('token', evaluatePolicy.inputs.token);
    const place = {
      context: surroundings.runContext,
      token,
      repository: host.input('repository', evaluatePolicy.inputs.repository),
      request: numberOf(host.input('request', evaluatePolicy.inputs.request)),
    };
    const publish = publishVerdict(place, host.reporter);
    return {
      ...policyPorts(surroundings),
      clearOutputs,
      writeFiles,
      loadSigningKey: signingKeys(surroundings.environment, host.reporter),
      signStatement,
      reporter: host.reporter,
      ...(publish === undefined ? {} : { publishVerdict: publish }),
    };
  });
