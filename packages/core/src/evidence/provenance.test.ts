import { describe, expect, it } from '@jest/globals';
import type { RunContext } from '../ports/index.ts';
import {
  cyclonedxType,
  parseStatement,
  provenanceStatement,
  sbomStatement,
  summarizeProvenance,
  testResultStatement,
  verificationSummaryStatement,
  type Statement,
} from './index.ts';

const subjects = [{ name: 'app.tgz', digest: { sha256: 'ab'.repeat(32) } }];
const commit = '12'.repeat(20);
const forge = {
  ci: true,
  repository: { slug: 'acme/app', server: 'https://forge.example', apiUrl: 'https://forge.example/api', id: '7' },
  commit,
  ref: 'refs/heads/main',
  workflow: { path: '.github/workflows/ci.yml', ref: 'refs/heads/main' },
  runUrl: 'https://forge.example/acme/app/runs/1',
  event: 'push',
} as const;

function readBack(statement: Statement) {
  const parsed = parseStatement(Buffer.from(JSON.stringify(statement)), 'bundle');
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

describe('provenanceStatement', () => {
  it('names workflow and builder on GitHub', () => {
    const statement = provenanceStatement({ subjects, context: { kind: 'github', ...forge } });
    expect(statement.predicate).toMatchObject({
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: {
          workflow: {
            ref: 'refs/heads/main',
            repository: 'https://forge.example/acme/app',
            path: '.github/workflows/ci.yml',
          },
        },
        resolvedDependencies: [
          { uri: 'git+https://forge.example/acme/app@refs/heads/main', digest: { gitCommit: commit } },
        ],
      },
      runDetails: { builder: { id: 'https://forge.example/acme/app/.github/workflows/ci.yml@refs/heads/main' } },
    });
  });

  it.each<[RunContext, string, string]>([
    [{ kind: 'gitlab', ...forge }, 'docs.gitlab.com', '/-/runners/unknown'],
    [{ kind: 'terminal', ci: false }, '/buildtypes/local/', 'local-terminal'],
  ])('says where it was made: $kind', (context, buildType, builderId) => {
    const summary = summarizeProvenance(readBack(provenanceStatement({ subjects, context, commit })));
    expect(summary?.buildType).toContain(buildType);
    expect(summary?.builderId).toContain(builderId);
    expect(summary?.sourceCommit).toBe(commit);
  });

  it('does not take another predicate for provenance', () => {
    expect(summarizeProvenance(readBack(sbomStatement(subjects, { bomFormat: 'CycloneDX' })))).toBeUndefined();
  });
});

describe('statements', () => {
  it('carry the vetted predicate types and fields', () => {
    const tests = testResultStatement({
      subjects,
      result: 'PASSED',
      configuration: [{ uri: 'junit.xml' }],
      failedTests: [],
    });
    expect(readBack(tests)).toMatchObject({ predicate: { result: 'PASSED', configuration: [{ uri: 'junit.xml' }] } });
    const summary = verificationSummaryStatement({
      subjects,
      timeVerified: '2026-01-01T00:00:00Z',
      resourceUri: 'git+https://forge.example/acme/app',
      policy: { uri: 'pack:zero-config', digest: { sha256: 'cd'.repeat(32) } },
      verificationResult: 'FAILED',
      verifiedLevels: ['FAILED'],
    });
    expect(readBack(summary).predicate).toMatchObject({ verificationResult: 'FAILED', verifiedLevels: ['FAILED'] });
    expect(readBack(summary).predicate).not.toHaveProperty('inputAttestations');
    expect(sbomStatement(subjects, {}).predicateType).toBe(cyclonedxType);
  });

  it.each([
    ['another _type', { _type: 'https://in-toto.io/Statement/v0.1', subject: subjects, predicateType: 'x' }, '_type'],
    ['no subject', { _type: 'https://in-toto.io/Statement/v1', subject: [], predicateType: 'x' }, 'subject'],
    [
      'a subject without digest',
      { _type: 'https://in-toto.io/Statement/v1', subject: [{ name: 'a' }], predicateType: 'x' },
      'digest',
    ],
  ])('are refused with %s', (_, statement, message) => {
    const parsed = parseStatement(Buffer.from(JSON.stringify(statement)), 'b');
    expect(parsed).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', message: expect.stringContaining(message) },
    });
  });
});
