import type { LoadSigningKey, ProvenanceSummary, SignStatement } from '@interlock/core/evidence';
import type { Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { ClearOutputs, ReadFile, WriteFiles } from '@interlock/core/ports';
import type { ManifestPorts } from '../agent-manifest/read-manifest.ts';
import type { ChangePorts } from '../change-inputs.ts';
import type { Verdict } from '@interlock/core/verdict';

/** Evaluates compiled Rego within a deadline. Fails with `deadline-exceeded` or `evaluation-failed`. */
export type Evaluate = (evaluation: {
  readonly source: { readonly wasm: Uint8Array; readonly data?: string };
  /** None means all. */
  readonly entrypoints: readonly string[];
  readonly input: unknown;
  readonly deadlineSeconds: number;
}) => Promise<Result<Readonly<Record<string, unknown>>>>;

/** Verifies one artifact against the signers that the base lists; fails with `not-verified` where the signature does not hold. */
export type VerifyArtifact = (
  subjectPath: string,
  bundlePath: string,
  signers: { readonly repository: string; readonly base: string },
) => Promise<Result<Partial<ProvenanceSummary>>>;

export interface JudgePorts {
  readonly evaluate: Evaluate;
  readonly readFile: ReadFile;
  /** A file of the compiled built-in policies. */
  readonly readPolicyAsset: (name: 'policy.wasm' | 'manifest.json') => Promise<Result<Uint8Array>>;
}

export interface BuildInputPorts extends ManifestPorts {
  readonly verifyArtifact: VerifyArtifact;
}

export interface EvaluatePolicyPorts extends JudgePorts, BuildInputPorts, ChangePorts {
  readonly clearOutputs: ClearOutputs;
  readonly writeFiles: WriteFiles;
  readonly loadSigningKey: LoadSigningKey;
  readonly signStatement: SignStatement;
  readonly reporter: Reporter;
  /** Posts the verdict on the change request; absent where there is none. */
  readonly publishVerdict?: (verdict: Verdict, markdown: string) => Promise<Result<void>>;
}
