import { describe, expect, it } from '@jest/globals';
import type { RunContext } from '../ports/index.ts';
import {
  cyclonedxType,
  parseStatement,
  provenanceStatement,
  readProvenance,
  sbomStatement,
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
    const said = readProvenance(readBack(provenanceStatement({ subjects, context, commit })), 'b');
    const summary = {
      buildType: expect.stringContaining(buildType),
      builderId: expect.stringContaining(builderId),
      sourceCommit: commit,
    };
    expect(said).toEqual({ ok: true, value: summary });
  });

  it('names the commit of a clean work tree as the source, and that of a changed one as a parameter only', () => {
    const context = { kind: 'terminal', ci: false } as const;
    const other = '34'.repeat(20);
    const predicateOf = (state: 'clean' | 'changed', given?: string) =>
      provenanceStatement({ subjects, context, commit: given, workTree: { commit: other, state } }).predicate;
    const definition = (state: 'clean' | 'changed', sources: readonly string[]) => ({
      buildDefinition: {
        internalParameters: { workTree: { commit: other, trackedFiles: state } },
        resolvedDependencies: sources.map((gitCommit) => ({ digest: { gitCommit } })),
      },
    });
    expect(predicateOf('clean')).toMatchObject(definition('clean', [other]));
    expect(predicateOf('changed')).toMatchObject(definition('changed', []));
    expect(predicateOf('changed', commit)).toMatchObject(definition('changed', [commit]));
  });

  it.each([
    ['no predicate', undefined, 'predicate:'],
    ['no build definition', { runDetails: { builder: { id: 'b' } } }, 'predicate.buildDefinition:'],
    [
      'an empty builder',
      { buildDefinition: { buildType: 't', externalParameters: {} }, runDetails: { builder: { id: '' } } },
      'predicate.runDetails.builder.id:',
    ],
  ])('is not read with %s', (_, predicate, message) => {
    const { predicate: _own, ...statement } = readBack(sbomStatement(subjects, {}));
    const hollow = { ...statement, predicateType: 'https://slsa.dev/provenance/v1', ...(predicate && { predicate }) };
    expect(readProvenance(hollow, 'b')).toMatchObject({
      error: { kind: 'not-verified', file: 'b', message: expect.stringContaining(message) },
    });
  });

  it('does not take another predicate for provenance', () => {
    const statement = readBack(sbomStatement(subjects, { bomFormat: 'CycloneDX' }));
    expect(readProvenance(statement, 'b')).toEqual({ ok: true, value: undefined });
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
