import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { fail } from '@interlock/core/failure';
import { parseInputs } from '@interlock/core/operation';
import type { RunContext } from '@interlock/core/ports';
import { clearOutputs, readFile, writeFiles } from '../../../adapters/src/filesystem/index.ts';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { scratchRepository, type ScratchRepository } from '../../../adapters/src/git/scratch-repository.ts';
import { loadSigningKey } from '../../../adapters/src/keys/index.ts';
import { createEvaluator } from '../../../adapters/src/rego/index.ts';
import { signStatement, verifyBundle } from '../../../adapters/src/sigstore/index.ts';
import { evaluatePolicy, handleEvaluatePolicy, type EvaluatePolicyPorts } from './index.ts';

const root = resolve(import.meta.dirname, '../../../..');
export const adapters = join(root, 'packages/adapters/src');
const workerUrl = new URL(`file://${adapters}/rego-worker/worker.ts`);

/** Anew for each test. */
export let repository: ScratchRepository;
export let folder: string;
/** What the summary said. */
export let summary: string;
beforeEach(() => {
  repository = scratchRepository();
  folder = mkdtempSync(join(tmpdir(), 'gate-'));
  summary = '';
});
afterEach(() => {
  repository.remove();
  rmSync(folder, { recursive: true });
});

export const outputFile = () => join(folder, 'verdict.json');

/** Judges with everything real but the forge. */
export async function judge(
  given: Readonly<Record<string, string>>,
  runContext: RunContext,
  more: Partial<EvaluatePolicyPorts> = {},
) {
  const all: Readonly<Record<string, string>> = {
    repository: repository.root,
    'output-file': outputFile(),
    ...given,
  };
  const inputs = parseInputs(evaluatePolicy, (name) => all[name]);
  if (!inputs.ok) throw new Error(inputs.error[0]?.message);
  const ports: EvaluatePolicyPorts = {
    openRepository,
    readFile,
    clearOutputs,
    writeFiles,
    verifyBundle,
    verifyArtifact: async () => fail('internal', 'not used here'),
    loadSigningKey: loadSigningKey({ configFolder: join(folder, 'config'), announce: () => undefined }),
    signStatement,
    evaluate: createEvaluator({ workerUrl }),
    readPolicyAsset: (name) => readFile(join(root, 'policies/compiled', name)),
    clock: { now: () => 0 },
    runContext,
    reporter: {
      info: () => {},
      progress: () => {},
      annotate: () => {},
      summary: (text) => {
        summary = text;
      },
    },
  };
  return handleEvaluatePolicy(inputs.value, { ...ports, ...more });
}
