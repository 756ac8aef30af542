import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { FlagdCore } from '@openfeature/flagd-core';
import { OpenFeature, type EvaluationContext, type JsonValue, type Provider } from '@openfeature/server-sdk';

/** What the service says about its flags. */
export interface FlagReport {
  /** Digest of the file content that is served; empty before there was any. */
  readonly digest: string;
  /** Why the file as it is now is not served: the last good content is, or every flag has its default. */
  readonly problem?: string;
  /** What each flag is for this caller. */
  readonly values: Readonly<Record<string, JsonValue>>;
}

export interface Flags {
  /** Whether a boolean flag is on for a customer; off where it is not known. */
  readonly isOn: (flag: string, customer: string) => Promise<boolean>;
  readonly report: (customer: string) => FlagReport;
  /** Ends the reading of the file. */
  readonly close: () => void;
}

/** Every flag off. */
export const noFlags: Flags = {
  isOn: async () => false,
  report: () => ({ digest: '', values: {} }),
  close: () => {},
};

let opened = 0;

/** Flags of a file in flagd's format, read again each `interval` milliseconds, through OpenFeature. */
export async function openFlags(path: string, interval = 200): Promise<Flags> {
  const file = flagFile(path);
  await file.refresh();
  const timer = setInterval(() => void file.refresh(), interval);
  const domain = `flags-${opened++}`;
  await OpenFeature.setProviderAndWait(domain, fileProvider(file.core));
  const client = OpenFeature.getClient(domain);
  return {
    isOn: async (flag, customer) => client.getBooleanValue(flag, false, { targetingKey: customer }),
    report: (customer) => {
      const all = file.core.resolveAll({ targetingKey: customer });
      return { ...file.state(), values: Object.fromEntries(all.map(({ flagKey, value }) => [flagKey, value])) };
    },
    close: () => clearInterval(timer),
  };
}

/** The evaluator, filled from the file; a file that is missing, cut off or wrong changes nothing. */
function flagFile(path: string) {
  const core = new FlagdCore();
  let state: Pick<FlagReport, 'digest' | 'problem'> = { digest: '' };
  return {
    core,
    state: () => state,
    /** Reads the whole file, which is small: a time stamp can miss a change, and a digest cannot. */
    async refresh(): Promise<void> {
      const { digest } = state;
      try {
        const content = await readFile(path, 'utf8');
        const found = `sha256:${createHash('sha256').update(content).digest('hex')}`;
        if (found !== digest) load(core, content);
        state = { digest: found };
      } catch (error) {
        state = { digest, problem: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

/** Throws where the content is not one that the evaluator can use; it takes a file without flags for an empty one. */
function load(core: FlagdCore, content: string): void {
  const parsed: unknown = JSON.parse(content);
  const flags: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'flags') : undefined;
  if (typeof flags !== 'object' || flags === null) throw new Error('the file has no flags');
  core.setConfigurations(content);
}

function fileProvider(core: FlagdCore): Provider {
  return {
    metadata: { name: 'flag file' },
    runsOn: 'server',
    resolveBooleanEvaluation: async (flag, value, context) => core.resolveBooleanEvaluation(flag, value, context),
    resolveStringEvaluation: async (flag, value, context) => core.resolveStringEvaluation(flag, value, context),
    resolveNumberEvaluation: async (flag, value, context) => core.resolveNumberEvaluation(flag, value, context),
    resolveObjectEvaluation: async <T extends JsonValue>(flag: string, value: T, context: EvaluationContext) =>
      core.resolveObjectEvaluation(flag, value, context),
  };
}
