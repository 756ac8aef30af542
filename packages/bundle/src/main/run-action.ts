import { readFile } from '@interlock/adapters/filesystem';
import { createGithubHost, readGithubRunContext } from '@interlock/adapters/host-github';
import { exitCodeOf } from '@interlock/core/failure';
import { operationTable, recorderFor, type OperationName } from '../compose/index.ts';
import { interruptionSignal } from './interruption.ts';
import { outliveLostOutput } from './lost-output.ts';

/** Runs an operation as a GitHub action; `root` is the folder of the program. */
export async function runAction(name: OperationName, root: URL): Promise<void> {
  outliveLostOutput();
  const environment = process.env;
  const host = createGithubHost({ environment });
  const runContext = await readGithubRunContext(environment, readFile);
  if (!runContext.ok) {
    host.fail([runContext.error]);
    process.exitCode = exitCodeOf(runContext.error);
    return;
  }
  const { compose } = await operationTable[name]();
  const composed = compose({
    environment,
    runContext: runContext.value,
    root,
    listenForInterruption: interruptionSignal,
  });
  process.exitCode = await composed.run(host, recorderFor(runContext.value));
}
