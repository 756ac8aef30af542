import { capabilityRecordStatement, type CapabilityRecord } from '@interlock/core/capability-record';
import type { SigningKey, SignStatement } from '@interlock/core/evidence';
import { ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import type { NamedFile, OutputFile } from '@interlock/core/ports';
import type { evaluatePolicy } from './declaration.ts';

interface OutputPaths {
  readonly verdict: string;
  readonly record: string;
  readonly bundle: string;
}

/** Where a call writes; the signature of the record is found beside it. */
export function outputPaths({
  outputFile,
  recordFile,
}: Pick<InputsOf<typeof evaluatePolicy>, 'outputFile' | 'recordFile'>): OutputPaths {
  const record = recordFile ?? outputFile.replace(/[^/]*$/, 'capability-record.json');
  return { verdict: outputFile, record, bundle: `${record.replace(/\.json$/, '')}.sigstore.json` };
}

/** The bundle too where nothing is signed: one that stood there would vouch for another record. */
export const namedOutputs = ({ bundle, record, verdict }: OutputPaths): readonly NamedFile[] => [
  { input: 'output-file', path: verdict },
  { input: 'record-file', path: record },
  { input: 'record-file', path: bundle },
];

/** Whether the gate vouches for the record by a signature; `none`: there is no record. */
export type RecordSignature = 'signed' | 'unsigned' | 'none';

/** The record and its bundle, to be written beside the verdict. */
export async function recordFiles(
  record: CapabilityRecord | undefined,
  key: SigningKey | undefined,
  place: Pick<OutputPaths, 'record' | 'bundle'> & { readonly signStatement: SignStatement },
): Promise<Result<{ readonly files: readonly OutputFile[]; readonly signature: RecordSignature }>> {
  if (record === undefined) return ok({ files: [], signature: 'none' });
  const file = jsonFile(place.record, record);
  if (key === undefined) return ok({ files: [file], signature: 'unsigned' });
  const bundle = await place.signStatement(capabilityRecordStatement(record), key);
  if (!bundle.ok) return bundle;
  return ok({ files: [file, { path: place.bundle, content: bundle.value }], signature: 'signed' });
}

export const jsonFile = (path: string, document: object): OutputFile => ({
  path,
  content: `${JSON.stringify(document, null, 2)}\n`,
});

/** What the summary says of it, so that nobody takes an unsigned record for the word of the gate. */
export function signatureLine(signature: RecordSignature): string {
  if (signature === 'none') return '';
  return signature === 'signed'
    ? '\nCapability record: signed by the gate.\n'
    : '\nCapability record: **not signed**, because no key was given.\n';
}
