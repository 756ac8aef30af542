import { audit } from '@interlock/core/audit';
import { sha256 } from '@interlock/core/digest';
import type { VerifyBundle } from '@interlock/core/evidence';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import {
  gatherParts,
  readDependencies,
  reportPage,
  reportSummary,
  worstDecision,
  type Dependency,
  type ReportParts,
} from '@interlock/core/html-report';
import { parseJson } from '@interlock/core/json';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CalledFiles, CheckOutputs, ClearOutputs, ReadFile, WriteFile } from '@interlock/core/ports';
import {
  checkTrustFiles,
  trustFiles,
  findTrust,
  readEvidence,
  type ReadPorts,
  type TrustPorts,
} from '../audit/index.ts';
import type { publishReport } from './declaration.ts';
import { readDiagramPart } from './read-diagram-part.ts';
import { readLedgerPart } from './read-ledger-part.ts';

export interface PublishReportPorts extends ReadPorts, TrustPorts {
  readonly checkOutputs: CheckOutputs;
  readonly clearOutputs: ClearOutputs;
  readonly writeFile: WriteFile;
  readonly verifyBundle: VerifyBundle;
  readonly reporter: Reporter;
}

type Inputs = InputsOf<typeof publishReport>;

/** Exit 0: the report is written, whatever it says. It judges nothing, and shows evidence that does not hold as such. */
export const handlePublishReport: Handler<typeof publishReport, PublishReportPorts> = async (inputs, ports) => {
  const parts = await readParts(inputs, ports);
  if (!parts.ok) return parts;
  const page = reportPage(parts.value);
  const written = await ports.writeFile(inputs.outputFile, page);
  if (!written.ok) return written;
  ports.reporter.summary(reportSummary(parts.value, inputs.outputFile));
  return ok({
    exitCode: 0,
    outputs: {
      reportPath: inputs.outputFile,
      reportDigest: sha256(page),
      decision: worstDecision(parts.value.verdicts),
      evidence: parts.value.evidence.audit.result,
    },
  });
};

/** An older report is removed before anything can fail: it would be taken for the one of this folder. */
async function readParts(inputs: Inputs, ports: PublishReportPorts): Promise<Result<ReportParts>> {
  const files = await readEvidence(inputs.path, ports);
  if (!files.ok) return (await clearOlder(inputs, ports)) ?? files;
  const evidence = files.value.map(({ path }) => ({ input: 'path', path: `${inputs.path}/${path}` }));
  const free = await ports.clearOutputs(calledFiles(inputs, evidence));
  if (!free.ok) return free;
  const apart = await checkTrustFiles(
    { ...trustFiles(inputs), 'ledger-check': inputs.ledgerCheck, 'diagram-check': inputs.diagramCheck },
    evidence,
    ports.checkOutputs,
  );
  if (!apart.ok) return apart;
  const trust = await findTrust(inputs, ports);
  if (!trust.ok) return trust;
  const base = await readBase(inputs.baseSbom, ports.readFile);
  if (!base.ok) return base;
  const ledger = await readLedgerPart(inputs.ledgerCheck, ports.readFile);
  if (!ledger.ok) return ledger;
  const diagram = await readDiagramPart(inputs, ports.readFile);
  if (!diagram.ok) return diagram;
  const answer = audit(files.value, { ...trust.value, verifyBundle: ports.verifyBundle });
  return ok(gatherParts(files.value, answer, { base: base.value, ledger: ledger.value, diagram: diagram.value }));
}

/** Where the folder cannot be read, nobody knows its files: what is named inside it is left alone. */
async function clearOlder(inputs: Inputs, { clearOutputs }: PublishReportPorts): Promise<Result<never> | undefined> {
  if (inputs.outputFile.startsWith(`${inputs.path}/`)) return undefined;
  const cleared = await clearOutputs(calledFiles(inputs, []));
  return cleared.ok ? undefined : cleared;
}

function calledFiles(inputs: Inputs, evidence: CalledFiles['read']): CalledFiles {
  const { baseSbom, diagramCheck, drawing, ledgerCheck, outputFile } = inputs;
  const named = Object.entries({
    ...trustFiles(inputs),
    'base-sbom': baseSbom,
    'ledger-check': ledgerCheck,
    'diagram-check': diagramCheck,
    drawing,
  });
  const read = named.flatMap(([input, path]) => (path === undefined ? [] : [{ input, path }]));
  return { outputs: [{ input: 'output-file', path: outputFile }], read: [...read, ...evidence] };
}

async function readBase(
  path: string | undefined,
  readFile: ReadFile,
): Promise<Result<readonly Dependency[] | undefined>> {
  if (path === undefined) return ok(undefined);
  const bytes = await readFile(path);
  if (!bytes.ok) return bytes;
  const json = parseJson(new TextDecoder().decode(bytes.value), path);
  if (!json.ok) return json;
  const read = readDependencies(json.value);
  if (read !== undefined) return ok(read);
  return fail('unsupported-format', 'This file is not a CycloneDX JSON document.', {
    file: path,
    hint: 'Make it with `interlock generate-sbom` on the base.',
  });
}
