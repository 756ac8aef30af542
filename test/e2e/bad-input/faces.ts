import { operations } from '../../../scripts/operations.ts';
import { runAction, runCommand } from '../run-action.ts';
import type { OperationName } from './operation-name.ts';
import type { Scene } from './scene.ts';

/** What a person reads and a next step takes, in the form of either face. */
export interface Told {
  readonly exitCode: number | null;
  /** All text of the log. */
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The errors, whole lines. */
  readonly errors: readonly string[];
}

export async function asAction(operation: OperationName, { folder, home, temporary, inputs }: Scene): Promise<Told> {
  const environment = { HOME: home, TMPDIR: temporary };
  const run = await runAction(operation, inputs, { cwd: folder, environment });
  const log = run.stdout + run.stderr;
  return { ...run, log, errors: log.split('\n').filter((line) => line.startsWith('::error')) };
}

export async function asCommand(operation: OperationName, { folder, home, temporary, inputs }: Scene): Promise<Told> {
  const secrets = secretsOf(operation);
  const flags = Object.entries(inputs).flatMap(([name, value]) => (secrets.has(name) ? [] : [`--${name}=${value}`]));
  const hidden = Object.entries(inputs).flatMap(([name, value]) => {
    const variable = secrets.get(name);
    return variable === undefined ? [] : [[variable, value] as const];
  });
  const environment = { HOME: home, TMPDIR: temporary, ...Object.fromEntries(hidden) };
  const run = await runCommand([operation, ...flags], { cwd: folder, environment });
  const outputs = run.stdout.split('\n').flatMap((line) => {
    const [name, ...value] = line.split('=');
    return name ? [[name, value.join('=')] as const] : [];
  });
  const errors = run.stderr.split('\n').filter((line) => /^(?:.+: )?error: |^interlock: /u.test(line));
  const log = run.stdout + run.stderr;
  return { exitCode: run.exitCode, log, summary: '', outputs: Object.fromEntries(outputs), errors };
}

function secretsOf(name: OperationName): ReadonlyMap<string, string> {
  const inputs = operations.find((operation) => operation.name === name)?.inputs ?? {};
  return new Map(
    Object.entries(inputs).flatMap(([key, input]) => (input.type === 'secret' ? [[key, input.variable]] : [])),
  );
}
