import { audit as auditFolder, renderAudit, type Audit } from '@interlock/core/audit';
import type { VerifyBundle } from '@interlock/core/evidence';
import { ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CheckOutputs, NamedFile, WriteFile } from '@interlock/core/ports';
import type { audit } from './declaration.ts';
import { readEvidence, type ReadPorts } from './read-evidence.ts';
import { checkTrustFiles, trustFiles } from './trust-files.ts';
import { findTrust, type TrustPorts } from './trust.ts';

export interface AuditPorts extends ReadPorts, TrustPorts {
  readonly checkOutputs: CheckOutputs;
  readonly writeFile: WriteFile;
  readonly verifyBundle: VerifyBundle;
  readonly reporter: Reporter;
}

const exitCodes = { verified: 0, failed: 1, undecided: 3 } as const;

/** Exit 0: everything that can be checked holds. 1: something does not. 3: it could not be decided. */
export const handleAudit: Handler<typeof audit, AuditPorts> = async (inputs, ports) => {
  const trust = await findTrust(inputs, ports);
  if (!trust.ok) return trust;
  const evidence = await readEvidence(inputs.path, ports);
  if (!evidence.ok) return evidence;
  const read = evidence.value.map(({ path }) => ({ input: 'path', path: `${inputs.path}/${path}` }));
  const free = await checkReport(inputs, read, ports.checkOutputs);
  if (!free.ok) return free;
  const answer = auditFolder(evidence.value, { ...trust.value, verifyBundle: ports.verifyBundle });
  const written = await writeReport(inputs.outputFile, answer, ports.writeFile);
  if (!written.ok) return written;
  ports.reporter.summary(renderAudit(answer));
  return ok({
    exitCode: exitCodes[answer.result],
    outputs: {
      result: answer.result,
      reportPath: inputs.outputFile ?? '',
      failed: String(answer.checks.filter(({ state }) => state === 'fails').length),
      uncovered: String(answer.coverage.uncovered.length),
    },
  });
};

/** Nor may the report replace a part of the folder. */
async function checkReport(
  inputs: InputsOf<typeof audit>,
  evidence: readonly NamedFile[],
  checkOutputs: CheckOutputs,
): Promise<Result<void>> {
  const apart = await checkTrustFiles(trustFiles(inputs), evidence, checkOutputs);
  if (!apart.ok || inputs.outputFile === undefined) return apart;
  return checkOutputs([{ input: 'output-file', path: inputs.outputFile }], evidence);
}

async function writeReport(path: string | undefined, answer: Audit, writeFile: WriteFile): Promise<Result<void>> {
  return path === undefined ? ok(undefined) : writeFile(path, `${JSON.stringify(answer, null, 2)}\n`);
}
