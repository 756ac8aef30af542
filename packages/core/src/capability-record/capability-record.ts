import { coversPath, isAboutScope, type ManifestSection } from '../agent-manifest/index.ts';
import { statementType, type Statement } from '../evidence/index.ts';
import type { PolicyInput } from '../policy/index.ts';
import type { Verdict } from '../verdict/index.ts';
import type { CapabilityRecord } from './schema.ts';

/** Predicate of the statement that carries a record. */
export const capabilityRecordType = 'urn:interlock:attestation:capability-record:v0.1';

/** The record of a judged change; `undefined` where the change brings no manifest. It follows from the input alone. */
export function capabilityRecord({ change, manifest }: PolicyInput, verdict: Verdict): CapabilityRecord | undefined {
  if (change === undefined || manifest === undefined) return undefined;
  const { declared, digest, observed, path, signature } = manifest;
  return {
    schema: 'interlock/capability-record/v1',
    base: change.base,
    head: change.head,
    decision: verdict.decision,
    policy: verdict.policy,
    ...(verdict.inputDigest === undefined ? {} : { inputDigest: verdict.inputDigest }),
    manifest: { path, ...(digest === undefined ? {} : { digest }), signature },
    ...(declared === undefined ? {} : { declared: requested(declared) }),
    allowed: allowedBy(manifest),
    attempted: { class: 'claim', actions: declared?.attempted ?? [] },
    observed: {
      class: 'git',
      paths: observed.paths,
      lines: observed.lines,
      capabilities: observed.capabilities.map(({ name }) => name),
    },
  };
}

/** The statement by which the gate vouches for a record; it is about the head commit. */
export function capabilityRecordStatement(record: CapabilityRecord): Statement {
  const subject = [{ name: record.head, digest: { gitCommit: record.head } }];
  return { _type: statementType, subject, predicateType: capabilityRecordType, predicate: { ...record } };
}

type Declared = NonNullable<ManifestSection['declared']>;

function requested({ capabilities, kind, limits, paths }: Declared): NonNullable<CapabilityRecord['declared']> {
  return { class: 'claim', kind, paths, capabilities, limits };
}

function allowedBy({ declared, observed, problems }: ManifestSection): CapabilityRecord['allowed'] {
  if (declared === undefined || !problems.every(isAboutScope)) return { class: 'git', paths: [], capabilities: [] };
  const used = observed.capabilities.map(({ name }) => name);
  return {
    class: 'git',
    paths: observed.paths.filter((path) => coversPath(declared.paths, path)),
    capabilities: used.filter((name) => declared.capabilities.includes(name)),
  };
}
