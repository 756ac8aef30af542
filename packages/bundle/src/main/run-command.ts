import { createGitlabHost, readGitlabRunContext } from '@interlock/adapters/host-gitlab';
import { createTerminalHost, readTerminalRunContext } from '@interlock/adapters/host-terminal';
import { operationUsage, overview, parseFlags, type Flags } from '@interlock/cli/command';
import type { ExitCode, Failure } from '@interlock/core/failure';
import type { Host } from '@interlock/core/host';
import { project } from '@interlock/core/project';
import { nearest, oneLine } from '@interlock/core/text';
import { operationTable, recorderFor, type OperationName, type Surroundings } from '../compose/index.ts';
import { interruptionSignal } from './interruption.ts';
import { outliveLostOutput } from './lost-output.ts';

/** The `interlock` command; `root` is the folder of the program. */
export async function runCommand(root: URL): Promise<void> {
  outliveLostOutput();
  const environment = process.env;
  const gitlab = environment['GITLAB_CI'] === 'true';
  const runContext = gitlab ? readGitlabRunContext(environment) : readTerminalRunContext(environment);
  process.exitCode = await main(process.argv.slice(2), {
    environment,
    runContext,
    root,
    listenForInterruption: interruptionSignal,
  });
}

async function main([name, ...args]: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  if (name === '--version') return print(`${project.version}\n`);
  if (name === undefined || /^(--help|-h|help)$/.test(name)) return print(overview(await declarations(surroundings)));
  if (!isOperation(name)) return refuse(unknown(name));
  const { compose } = await operationTable[name]();
  const composed = compose(surroundings);
  const flags = parseFlags(composed.operation, args);
  if (!flags.ok) {
    if (args.includes('--json')) return refuseAsJson(flags.error, surroundings);
    return refuse(`${flags.error.message} ${flags.error.hint ?? ''}`);
  }
  if (flags.value.help) return print(operationUsage(composed.operation));
  return composed.run(createHost(flags.value, surroundings), recorderFor(surroundings.runContext));
}

function createHost({ inputs: flags, json }: Flags, { environment, runContext }: Surroundings): Host {
  const stdout = (text: string) => void process.stdout.write(text);
  const stderr = (text: string) => void process.stderr.write(text);
  if (runContext.kind === 'gitlab' && !json)
    return createGitlabHost({ environment, flags, write: stdout, directory: process.cwd() });
  const terminal = process.stderr.isTTY ? 'tty' : 'plain';
  return createTerminalHost({ environment, flags, stdout, stderr, terminal, format: json ? 'json' : 'text' });
}

const isOperation = (name: string): name is OperationName => Object.hasOwn(operationTable, name);

async function declarations(surroundings: Surroundings) {
  const modules = await Promise.all(Object.values(operationTable).map((load) => load()));
  return modules.map(({ compose }) => compose(surroundings).operation);
}

function unknown(name: string): string {
  const names = Object.keys(operationTable);
  const close = nearest(name, names);
  const shown = oneLine(name, 80);
  return close === undefined
    ? `There is no operation "${shown}". The operations are: ${names.join(', ')}.`
    : `There is no operation "${shown}". Did you mean ${close}?`;
}

function refuse(message: string): ExitCode {
  process.stderr.write(`interlock: ${oneLine(message.trim(), 4000)}\n`);
  return 2;
}

async function refuseAsJson(failure: Failure, surroundings: Surroundings): Promise<ExitCode> {
  const host = createHost({ inputs: {}, json: true, help: false }, surroundings);
  host.fail([failure]);
  await host.flush(2);
  return 2;
}

function print(text: string): ExitCode {
  process.stdout.write(text);
  return 0;
}
