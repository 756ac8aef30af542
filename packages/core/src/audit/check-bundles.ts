import { manifestPredicateType } from '../agent-manifest/index.ts';
import { capabilityRecordType } from '../capability-record/index.ts';
import {
  cyclonedxType,
  provenanceType,
  testResultType,
  verificationSummaryType,
  type ParsedStatement,
  type TrustedKey,
  type VerifyBundle,
} from '../evidence/index.ts';
import { canonicalJson, type Json } from '../json/index.ts';
import { mergeLinkPredicateType } from '../merge-link/index.ts';
import { oneLine } from '../text/index.ts';
import { fails, holds, note, unknown, type Check } from './check.ts';
import { findNamed } from './find-named.ts';
import type { AuditBundle, AuditFolder } from './read-folder.ts';

/** A statement that a trusted key signed. */
export interface SignedStatementFile {
  readonly path: string;
  readonly statement: ParsedStatement;
  readonly signer: string;
}

export interface CheckedBundles {
  readonly checks: readonly Check[];
  readonly signed: readonly SignedStatementFile[];
}

const predicateTypes: readonly string[] = [
  provenanceType,
  testResultType,
  verificationSummaryType,
  cyclonedxType,
  manifestPredicateType,
  capabilityRecordType,
  mergeLinkPredicateType,
];

/** Signature, signer and predicate type of each bundle, and its subjects by the files that are there. */
export function checkBundles(
  folder: AuditFolder,
  keys: readonly TrustedKey[] | undefined,
  verifyBundle: VerifyBundle,
): CheckedBundles {
  if (keys === undefined)
    return {
      checks: folder.bundles.map(({ path }) =>
        unknown(path, 'not verified: no trusted key was given; give base, signers or public-key'),
      ),
      signed: [],
    };
  const results = folder.bundles.map((bundle) => checkBundle(bundle, keys, verifyBundle));
  const signed = results.flatMap((result) => ('statement' in result ? [result] : []));
  const refused = results.flatMap((result) => ('statement' in result ? [] : [result]));
  return { signed, checks: [...refused, ...signed.flatMap((one) => checkStatement(one, folder))] };
}

function checkBundle(
  { line, path, text }: AuditBundle,
  keys: readonly TrustedKey[],
  verifyBundle: VerifyBundle,
): SignedStatementFile | Check {
  const verified = verifyBundle(new TextEncoder().encode(text), { keys, file: path });
  if (!verified.ok) return fails(path, `${line === undefined ? '' : `line ${line}: `}${verified.error.message}`);
  const { key, statement } = verified.value;
  return { path, statement, signer: key.principal ?? key.fingerprint };
}

function checkStatement({ path, signer, statement }: SignedStatementFile, folder: AuditFolder): readonly Check[] {
  const { files } = folder;
  const { predicateType, subject } = statement;
  if (!predicateTypes.includes(predicateType))
    return [fails(path, `signed by ${signer}, with the unknown predicate type ${oneLine(predicateType, 120)}`)];
  const checks = subject.map(({ digest, name = '' }): Check | undefined => {
    const wanted = digest['sha256'];
    if (wanted === undefined) return undefined;
    const found = findNamed(files, path, { name, digest: `sha256:${wanted}` });
    if (found === 'here') return undefined;
    return found === 'absent'
      ? note(path, `its subject ${oneLine(name, 80)} is not in the folder`)
      : fails(found.path, `is not the file that ${path} was signed for`);
  });
  const found = checks.filter((check) => check !== undefined);
  return [holds(path, `signed by ${signer}: ${predicateType}`), ...found, ...checkOwn(path, statement, folder)];
}

/** `app.tgz` beside `app.tgz.sigstore.json` is taken for what was signed, however the subjects are called. */
function checkOwn(
  path: string,
  { predicate, subject }: ParsedStatement,
  { files, json }: AuditFolder,
): readonly Check[] {
  const own = files.find((file) => file.path !== path && `${file.path}.sigstore.json` === path);
  const digests = subject.flatMap(({ digest }) => digest['sha256'] ?? []);
  if (own === undefined || digests.length === 0 || digests.some((hex) => `sha256:${hex}` === own.digest)) return [];
  const isPredicate = json.has(own.path) && canonical(json.get(own.path)) === canonical(predicate);
  const names = subject.some(({ name = '' }) => name.split('/').at(-1) === own.path.split('/').at(-1));
  // a subject of that name was compared with it already
  return isPredicate || names ? [] : [fails(own.path, `is not what ${path} was signed for`)];
}

/** The files whose content a trusted signature binds: as a subject, or as the predicate itself. */
export function signedFiles({ files, json }: AuditFolder, signed: readonly SignedStatementFile[]): ReadonlySet<string> {
  const digests = new Set(
    signed.flatMap(({ statement }) => statement.subject.map(({ digest }) => `sha256:${digest['sha256'] ?? ''}`)),
  );
  const predicates = new Set(signed.map(({ statement }) => canonical(statement.predicate)));
  return new Set([
    ...signed.map(({ path }) => path),
    ...files.filter(({ digest }) => digests.has(digest)).map(({ path }) => path),
    ...[...json].filter(([, value]) => predicates.has(canonical(value))).map(([path]) => path),
  ]);
}

/** Equal texts mean equal documents; a value that canonical JSON cannot carry equals nothing. */
export function canonical(value: unknown): string | undefined {
  try {
    return canonicalJson(value as Json);
  } catch {
    return undefined;
  }
}
