import { replay } from '../canary/index.ts';
import type { DeploymentRecord } from '../deployment/index.ts';
import type { RollbackRecord } from '../rollback/index.ts';
import { canonical, type SignedStatementFile } from './check-bundles.ts';
import { decideCheck, note, type Check } from './check.ts';
import { documentsOf } from './documents.ts';
import type { AuditFolder } from './read-folder.ts';

/** The canary decided as its looks say; what was deployed is what was verified; a rollback took back what was bad. */
export function checkRelease(folder: AuditFolder, signed: readonly SignedStatementFile[]): readonly Check[] {
  const { documents } = folder;
  return [
    ...documentsOf(documents, 'interlock/canary-decision/v1').map(({ path, value }) =>
      decideCheck(path, canonical(replay(value)) === canonical(value), {
        yes: `${value.decision}: the same decision follows from its ${value.looks.length} looks`,
        no: 'another decision, total or reason follows from the looks that it records',
      }),
    ),
    ...documentsOf(documents, 'interlock/deployment/v1').flatMap(({ path, value }) =>
      checkDeployment(path, value, { folder, signed }),
    ),
    ...documentsOf(documents, 'interlock/rollback/v1').flatMap(({ path, value }) => checkRollback(path, value, folder)),
  ];
}

function checkDeployment(
  path: string,
  record: DeploymentRecord,
  { folder, signed }: { readonly folder: AuditFolder; readonly signed: readonly SignedStatementFile[] },
): readonly Check[] {
  const { answer, artifact, provenance, result } = record;
  const running = answer.running === undefined || answer.running === artifact.digest;
  const right = result === 'failed' || (answer.hook === 'done' && running);
  const bundle = folder.files.find(({ digest }) => digest === provenance.bundle);
  const statements = signed.filter((one) => one.path === bundle?.path).map(({ statement }) => statement);
  const about = statements.some(({ subject }) =>
    subject.some(({ digest }) => `sha256:${digest['sha256'] ?? ''}` === artifact.digest),
  );
  return [
    decideCheck(path, right, {
      yes: `${result}: ${artifact.digest}`,
      no: 'says deployed, and the target did not say that it runs this artifact',
    }),
    bundle === undefined
      ? note(path, 'the bundle that was verified before the deployment is not in the folder')
      : decideCheck(path, statements.length === 0 || about, {
          yes: `was deployed on the evidence of ${bundle.path}`,
          no: `${bundle.path} was signed for another artifact than the one deployed`,
        }),
  ];
}

function checkRollback(
  path: string,
  { bad, status, steps, target }: RollbackRecord,
  folder: AuditFolder,
): readonly Check[] {
  const open = steps.filter(({ outcome }) => outcome !== 'done').map(({ name }) => name);
  const deployed = documentsOf(folder.documents, 'interlock/deployment/v1');
  return [
    decideCheck(path, status !== 'complete' || open.length === 0, {
      yes: `${status}: ${steps.map(({ name }) => name).join(', ')}`,
      no: `says complete, and ${open.join(', ')} is not done`,
    }),
    decideCheck(path, target?.digest !== bad.digest, {
      yes: `took back ${bad.digest}`,
      no: 'deployed the very artifact that it was to take back',
    }),
    ...(deployed.length === 0
      ? [note(path, 'the deployment that was taken back is not in the folder')]
      : [
          decideCheck(
            path,
            deployed.some(({ value }) => value.artifact.digest === bad.digest),
            {
              yes: 'took back what was deployed',
              no: 'took back another artifact than the one deployed',
            },
          ),
        ]),
  ];
}
