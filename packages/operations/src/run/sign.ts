import type { LoadSigningKey, SignStatement } from '@interlock/core/evidence';
import { ok, type Result } from '@interlock/core/failure';
import type { InputsOf } from '@interlock/core/operation';
import type { RunContext } from '@interlock/core/ports';
import { keySource } from '../sign-artifact/index.ts';
import type { run } from './declaration.ts';
import type { NamedStatement } from './statements.ts';

export interface SignPorts {
  readonly loadSigningKey: LoadSigningKey;
  readonly signStatement: SignStatement;
  readonly runContext: RunContext;
}

export interface SignedStatement extends NamedStatement {
  /** JSON of the Sigstore bundle, one line. */
  readonly bundle: string;
}

/** Signs each statement; `undefined` where there is no key, which only CI allows. */
export async function signAll(
  statements: readonly NamedStatement[],
  inputs: InputsOf<typeof run>,
  ports: SignPorts,
): Promise<Result<readonly SignedStatement[] | undefined>> {
  const source = keySource(inputs, ports.runContext);
  if (!source.ok) return source.error.kind === 'missing-key' ? ok(undefined) : source;
  const key = await ports.loadSigningKey(source.value);
  if (!key.ok) return key;
  const signed: SignedStatement[] = [];
  for (const named of statements) {
    const bundle = await ports.signStatement(named.statement, key.value);
    if (!bundle.ok) return bundle;
    signed.push({ ...named, bundle: bundle.value.trimEnd() });
  }
  return ok(signed);
}
