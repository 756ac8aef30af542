import { createHash } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProcess, type RunningProcess } from '../processes/index.ts';
import type { Backend } from '../proxy/counters.ts';

/** What is asked for: a file, the digest that it must have, and the version that its answers carry. */
export interface Deployment {
  readonly path: string;
  readonly digest: string;
  readonly version: string;
}

interface Slot {
  readonly process: RunningProcess;
  readonly origin: string;
}

export interface SlotOptions {
  /** Where the copies that run are kept. */
  readonly folder: string;
  /** Environment of every service. */
  readonly environment: Readonly<Record<string, string>>;
  /** Tells the proxy where a backend is. */
  readonly route: (backend: Backend, origin: string) => Promise<void>;
}

/** The two places of the deployment target where a release can run. */
export function createSlots({ folder, environment, route }: SlotOptions) {
  const slots = new Map<Backend, Slot>();
  return {
    /** Starts a private copy of the file, moves the traffic to it, then ends what ran there. Throws where the digest differs. */
    async deploy(backend: Backend, { path, digest, version }: Deployment): Promise<void> {
      const content = await readFile(path);
      const found = `sha256:${createHash('sha256').update(content).digest('hex')}`;
      if (found !== digest) throw new Error(`the file is ${found}, expected ${digest}`);
      const file = join(await mkdtemp(join(folder, 'slot-')), 'service.mjs');
      await writeFile(file, content);
      const service = { SERVICE_VERSION: version, SERVICE_DIGEST: found };
      const started = await startProcess(file, { ...environment, ...service });
      const origin = `http://127.0.0.1:${started.ready[0] ?? ''}`;
      const before = slots.get(backend);
      slots.set(backend, { process: started, origin });
      await route(backend, origin);
      await before?.process.stop();
    },
    /** Header of an answer of the process in the slot, where it says what it is; asked anew each time. */
    async answered(backend: Backend, header: string): Promise<string | undefined> {
      const slot = slots.get(backend);
      if (slot === undefined) return undefined;
      const answer = await fetch(`${slot.origin}/healthz`, { signal: AbortSignal.timeout(5_000) });
      return answer.headers.get(header) ?? undefined;
    },
    async stop(): Promise<void> {
      await Promise.all([...slots.values()].map(({ process }) => process.stop()));
    },
  };
}
