import {
  provenanceStatement,
  type LoadSigningKey,
  type SigningKeySource,
  type SignStatement,
} from '@interlock/core/evidence';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CheckOutputs, NamedFile, ReadWorkTree, RunContext, WorkTree, WriteFiles } from '@interlock/core/ports';
import type { signArtifact } from './declaration.ts';
import { checksumsText, findSubjects, nameSubjects, type FoundSubject, type SubjectPorts } from './subjects.ts';

export interface SignArtifactPorts extends SubjectPorts {
  readonly checkOutputs: CheckOutputs;
  readonly writeFiles: WriteFiles;
  readonly loadSigningKey: LoadSigningKey;
  readonly signStatement: SignStatement;
  readonly runContext: RunContext;
  readonly readWorkTree: ReadWorkTree;
  readonly reporter: Reporter;
}

export const handleSignArtifact: Handler<typeof signArtifact, SignArtifactPorts> = async (inputs, ports) => {
  const source = keySource(inputs, ports.runContext);
  if (!source.ok) return source;
  const { outputFile, checksumsFile } = inputs;
  const subjects = await findSubjects(inputs.subjectPath, [outputFile, checksumsFile], ports);
  if (!subjects.ok) return subjects;
  const free = await ports.checkOutputs(
    [
      { input: 'output-file', path: outputFile },
      { input: 'checksums-file', path: checksumsFile },
    ],
    filesRead(inputs.key, subjects.value),
  );
  if (!free.ok) return free;
  const key = await ports.loadSigningKey(source.value);
  if (!key.ok) return key;
  const named = nameSubjects(subjects.value);
  const workTree = await findWorkTree(inputs.commit, ports);
  const statement = provenanceStatement({
    subjects: named,
    context: ports.runContext,
    commit: inputs.commit,
    workTree,
  });
  const bundle = await ports.signStatement(statement, key.value);
  if (!bundle.ok) return bundle;
  // The bundle comes last: where it is, everything else is there too.
  const written = await ports.writeFiles([
    { path: checksumsFile, content: checksumsText(named) },
    { path: outputFile, content: bundle.value },
  ]);
  if (!written.ok) return written;
  const count = named.length;
  ports.reporter.info(`Signed ${count} ${count === 1 ? 'artifact' : 'artifacts'} with key ${key.value.fingerprint}.`);
  return ok({
    exitCode: 0,
    outputs: {
      bundlePath: outputFile,
      checksumsPath: checksumsFile,
      subjectDigest: named.map(({ digest }) => `sha256:${digest['sha256'] ?? ''}`).join('\n'),
      keyFingerprint: key.value.fingerprint,
    },
  });
};

/** The work tree that a terminal signs in. In CI the platform says the commit; a commit that is given needs no other. */
async function findWorkTree(
  commit: string | undefined,
  { readWorkTree, reporter, runContext }: SignArtifactPorts,
): Promise<WorkTree | undefined> {
  if (commit !== undefined || runContext.kind !== 'terminal') return undefined;
  const found = await readWorkTree('.');
  const none = 'The provenance names no source commit';
  if (!found.ok) reporter.info(`${none}: ${found.error.message}`);
  else if (found.value === undefined) reporter.info(`${none}: the working directory is not the root of a repository.`);
  else if (found.value.state === 'changed')
    reporter.info(`${none}: files in the work tree differ from commit ${found.value.commit.slice(0, 7)}.`);
  return found.ok ? found.value : undefined;
}

function filesRead(key: string | undefined, subjects: readonly FoundSubject[]): readonly NamedFile[] {
  const read = subjects.map(({ path }) => ({ input: 'subject-path', path }));
  return key === undefined ? read : [...read, { input: 'key', path: key }];
}

/** Where the key comes from. Fails with `missing-key` in CI, where none is ever made. */
export function keySource(
  inputs: Pick<InputsOf<typeof signArtifact>, 'key' | 'signingKey'>,
  context: RunContext,
): Result<SigningKeySource> {
  const { key, signingKey } = inputs;
  if (key !== undefined && signingKey !== undefined) {
    return fail('usage', 'Both key and signing-key are given, and one was expected.', {
      hint: 'Leave one of them out.',
    });
  }
  if (key !== undefined) return ok({ from: 'file', path: key });
  if (signingKey !== undefined) return ok({ from: 'secret', pem: signingKey, variable: 'INTERLOCK_SIGNING_KEY' });
  if (!context.ci && context.kind === 'terminal') return ok({ from: 'user-folder' });
  return fail('missing-key', 'There is no key to sign with, and no key is ever made in CI.', {
    hint: 'Store an ECDSA P-256 private key (PEM) as a protected secret and pass it as signing-key (INTERLOCK_SIGNING_KEY).',
  });
}
