import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spkiToSshKey } from '@interlock/core/evidence';
import type { Journal } from '../journal.ts';
import { startProcess, type RunningProcess } from '../processes/index.ts';

/** Everything that a rehearsal runs in. Folders are absolute. */
export interface World {
  readonly journal: Journal;
  /** Holds all the rest; gone at the end. */
  readonly folder: string;
  /** Evidence that stays: reports, bundles, verdicts, decisions. */
  readonly evidence: string;
  /** The repository that everyone pushes to (bare). */
  readonly origin: string;
  /** Released artifacts, one folder a version. */
  readonly store: string;
  /** The flags that every service reads. */
  readonly flags: string;
  /** The key of the job that signs. */
  readonly signingKey: string;
  readonly signer: string;
  readonly proxy: { readonly port: string; readonly admin: string };
  readonly target: { readonly port: string };
  /** What may change weights and deployments. */
  readonly token: string;
  /** Starts a program of the rehearsal; `stop` ends it with the others. */
  readonly start: (path: string, environment: Readonly<Record<string, string>>) => Promise<RunningProcess>;
  readonly stop: () => Promise<void>;
}

/** The errors that the service always had, in any version: two rates can only be compared where there are some. */
export const usualErrorRate = 0.05;

const program = (path: string) => join(import.meta.dirname, '..', path);

/** Starts the proxy and the deployment target, which has nothing deployed yet. */
export async function openWorld(journal: Journal, folder: string, evidence: string): Promise<World> {
  const token = 'rehearsal';
  for (const name of ['store', 'slots']) mkdirSync(join(folder, name), { recursive: true });
  mkdirSync(evidence, { recursive: true });
  const flags = join(folder, 'flags.json');
  writeFileSync(flags, '{ "$schema": "https://flagd.dev/schema/v0/flags.json", "flags": {} }\n');
  const { signingKey, signer } = makeKey(folder);
  const started: RunningProcess[] = [];
  const start: World['start'] = async (path, environment) => {
    const one = await startProcess(program(path), environment);
    started.unshift(one);
    return one;
  };
  const stop = async (): Promise<void> => {
    for (const one of started) await one.stop();
  };
  try {
    const proxy = await start('proxy/main.ts', { PROXY_ADMIN_TOKEN: token });
    const [port = '', admin = ''] = proxy.ready;
    const target = await start('target/main.ts', {
      TARGET_TOKEN: token,
      TARGET_FOLDER: join(folder, 'slots'),
      SERVICE_ERROR_RATE: String(usualErrorRate),
      SERVICE_FLAGS: flags,
      PROXY_ADMIN_PORT: admin,
      PROXY_ADMIN_TOKEN: token,
    });
    return {
      journal,
      folder,
      evidence,
      origin: join(folder, 'origin.git'),
      store: join(folder, 'store'),
      flags,
      signingKey,
      signer,
      proxy: { port, admin },
      target: { port: target.ready[0] ?? '' },
      token,
      start,
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** A key for the signing job, and its line for `.interlock/signers`. */
function makeKey(folder: string): Pick<World, 'signingKey' | 'signer'> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signingKey = join(folder, 'signing-key.pem');
  writeFileSync(signingKey, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const ssh = spkiToSshKey(publicKey.export({ type: 'spki', format: 'der' })) ?? '';
  return { signingKey, signer: `release@interlock.invalid namespaces="git" ${ssh}` };
}
