import type { JsonObject } from '../json/index.ts';
import { project, repositoryUrl } from '../project/index.ts';
import { statementType, type ResourceDescriptor, type Statement, type Subject } from './statement.ts';

export const testResultType = 'https://in-toto.io/attestation/test-result/v0.1';
export const verificationSummaryType = 'https://slsa.dev/verification_summary/v1';
/** The unversioned URI that GitHub and cosign use for a CycloneDX BOM. */
export const cyclonedxType = 'https://cyclonedx.org/bom';

export interface TestResultFacts {
  readonly subjects: readonly Subject[];
  readonly result: 'PASSED' | 'WARNED' | 'FAILED';
  /** The files that set the tests up, or the reports read. */
  readonly configuration: readonly ResourceDescriptor[];
  readonly url?: string;
  readonly passedTests?: readonly string[];
  readonly warnedTests?: readonly string[];
  readonly failedTests?: readonly string[];
}

/** in-toto test-result v0.1. */
export function testResultStatement({ subjects, configuration, ...facts }: TestResultFacts): Statement {
  return statement(subjects, testResultType, { ...facts, configuration: configuration.map((one) => ({ ...one })) });
}

export interface VerificationSummaryFacts {
  readonly subjects: readonly Subject[];
  /** RFC 3339, UTC. */
  readonly timeVerified: string;
  readonly resourceUri: string;
  readonly policy: { readonly uri: string; readonly digest: Readonly<Record<string, string>> };
  /** All of them, or left out. */
  readonly inputAttestations?: readonly ResourceDescriptor[];
  readonly verificationResult: 'PASSED' | 'FAILED';
  /** `SLSA_…` levels, or own ones without that prefix. */
  readonly verifiedLevels: readonly string[];
}

/** SLSA verification summary attestation (VSA) v1. */
export function verificationSummaryStatement({ subjects, ...facts }: VerificationSummaryFacts): Statement {
  return statement(subjects, verificationSummaryType, {
    verifier: { id: repositoryUrl, version: { [project.name.toLowerCase()]: project.version } },
    ...facts,
    inputAttestations: facts.inputAttestations?.map((one) => ({ ...one })),
    slsaVersion: '1.2',
  });
}

/** A CycloneDX BOM as the predicate of a statement about the artifacts that it describes. */
export function sbomStatement(subjects: readonly Subject[], bom: JsonObject): Statement {
  return statement(subjects, cyclonedxType, bom);
}

function statement(subject: readonly Subject[], predicateType: string, predicate: JsonObject): Statement {
  return { _type: statementType, subject, predicateType, predicate };
}
