import * as v from 'valibot';
import { fail, ok, type Result } from '../failure/index.ts';
import { noList, type JsonObject } from '../json/index.ts';
import type { RunContext, WorkTree } from '../ports/index.ts';
import { project, repositoryUrl } from '../project/index.ts';
import { oneLine } from '../text/index.ts';
import { statementType, type ParsedStatement, type Statement, type Subject } from './statement.ts';

export const provenanceType = 'https://slsa.dev/provenance/v1';

/** What `buildDefinition.buildType` says on each host; the meaning of externalParameters follows from it. */
export const buildTypes = {
  github: 'https://actions.github.io/buildtypes/workflow/v1',
  gitlab: 'https://docs.gitlab.com/ci/pipeline_security/slsa/provenance_v1',
  terminal: `${repositoryUrl}/buildtypes/local/v1`,
} as const satisfies Record<RunContext['kind'], string>;

/** The builder of a statement made on a terminal: nobody vouches for the machine but the signer. */
export const localBuilderId = `${repositoryUrl}/builders/local-terminal/v1`;

export interface ProvenanceFacts {
  readonly subjects: readonly Subject[];
  readonly context: RunContext;
  /** Commit that the artifacts were built from; that of the run, or of the work tree, where it is left out. */
  readonly commit?: string | undefined;
  /** What a terminal finds in its working directory. */
  readonly workTree?: WorkTree | undefined;
}

/**
 * SLSA provenance v1 with what the platform says about this run. It holds no variables, tokens or prompts.
 * A resolved dependency is what was fetched for the build, by digest: a work tree that differs from its commit has no
 * such digest, so the commit then stands among the internal parameters only, and says that the files differ from it.
 */
export function provenanceStatement(facts: ProvenanceFacts): Statement {
  const { subjects, context, workTree } = facts;
  const commit = facts.commit ?? context.commit ?? (workTree?.state === 'clean' ? workTree.commit : undefined);
  const sources = commit === undefined ? [] : [{ ...sourceUri(context), digest: { gitCommit: commit } }];
  const predicate: JsonObject = {
    buildDefinition: {
      buildType: buildTypes[context.kind],
      ...parameters(facts),
      resolvedDependencies: sources,
    },
    runDetails: {
      builder: { id: builderId(context), version: { [project.name.toLowerCase()]: project.version } },
      ...(context.runUrl === undefined ? {} : { metadata: { invocationId: context.runUrl } }),
    },
  };
  return { _type: statementType, subject: subjects, predicateType: provenanceType, predicate };
}

function repositoryAddress({ repository }: RunContext): string | undefined {
  return repository === undefined ? undefined : `${repository.server}/${repository.slug}`;
}

function sourceUri(context: RunContext): { readonly uri?: string } {
  const address = repositoryAddress(context);
  return address === undefined ? {} : { uri: `git+${address}${context.ref === undefined ? '' : `@${context.ref}`}` };
}

function builderId(context: RunContext): string {
  const address = repositoryAddress(context);
  if (context.kind === 'terminal' || address === undefined) return localBuilderId;
  const { workflow } = context;
  if (context.kind === 'gitlab') return `${address}/-/runners/${context.runnerEnvironment ?? 'unknown'}`;
  return workflow === undefined ? address : `${address}/${workflow.path}@${workflow.ref}`;
}

function parameters({ context, workTree }: ProvenanceFacts): {
  readonly externalParameters: JsonObject;
  readonly internalParameters: JsonObject;
} {
  const repository = repositoryAddress(context);
  switch (context.kind) {
    case 'github':
      return {
        externalParameters: { workflow: { ref: context.workflow?.ref, repository, path: context.workflow?.path } },
        internalParameters: {
          github: {
            event_name: context.event,
            repository_id: context.repository?.id,
            runner_environment: context.runnerEnvironment,
          },
        },
      };
    case 'gitlab':
      return {
        externalParameters: { source: repository, entryPoint: context.workflow?.path, variables: {} },
        internalParameters: { executor: context.runnerEnvironment, job: context.runUrl },
      };
    case 'terminal':
      return {
        externalParameters: {},
        internalParameters:
          workTree === undefined ? {} : { workTree: { commit: workTree.commit, trackedFiles: workTree.state } },
      };
  }
}

const gitDigest = v.looseObject({ gitCommit: v.optional(v.string()), sha1: v.optional(v.string()) });
const provenanceSchema = v.looseObject({
  buildDefinition: v.looseObject({
    buildType: v.pipe(v.string(), v.nonEmpty()),
    externalParameters: noList(v.record(v.string(), v.unknown())),
    resolvedDependencies: v.optional(
      v.array(v.looseObject({ uri: v.optional(v.string()), digest: v.optional(gitDigest) })),
    ),
  }),
  runDetails: v.looseObject({ builder: v.looseObject({ id: v.pipe(v.string(), v.nonEmpty()) }) }),
});

/** What a provenance says of the build: the signer's word. */
export interface ProvenanceSummary {
  readonly buildType: string;
  readonly builderId: string;
  readonly sourceCommit?: string;
}

/**
 * What a statement of the predicate type of SLSA provenance v1 says; `undefined` for one of another type. Fails with
 * `not-verified` where the predicate has not the form (slsa.dev/spec/v1.0/provenance): it says nothing then.
 */
export function readProvenance(statement: ParsedStatement, file: string): Result<ProvenanceSummary | undefined> {
  if (statement.predicateType !== provenanceType) return ok(undefined);
  const parsed = v.safeParse(provenanceSchema, statement.predicate);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    const place = `predicate${issue.path === undefined ? '' : `.${v.getDotPath(issue) ?? ''}`}`;
    return fail('not-verified', `The statement is no SLSA provenance v1: ${place}: ${oneLine(issue.message, 200)}.`, {
      file,
      hint: 'Sign the artifact again with sign-artifact, or another tool that writes SLSA provenance v1.',
    });
  }
  const { buildDefinition, runDetails } = parsed.output;
  const commit = buildDefinition.resolvedDependencies
    ?.map(({ digest }) => digest?.gitCommit ?? digest?.sha1)
    .find((name) => name !== undefined);
  return ok({
    buildType: buildDefinition.buildType,
    builderId: runDetails.builder.id,
    ...(commit === undefined ? {} : { sourceCommit: commit }),
  });
}
