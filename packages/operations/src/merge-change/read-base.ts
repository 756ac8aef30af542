import { agentsPath, parseAgents, type Agents } from '@interlock/core/agents';
import { configPath, parseConfig, type Config } from '@interlock/core/config';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { MergeMethod } from '@interlock/core/merge-config';
import type { CommitTree } from '@interlock/core/ports';
import { readBaseFile } from '@interlock/core/settings-file';
import type { Inputs } from './ports.ts';

export interface BaseSettings {
  readonly config: Config;
  /** `undefined`: no agent is trusted. */
  readonly agents: Agents | undefined;
  readonly method: MergeMethod;
  readonly requiredChecks: readonly string[];
}

/** What the base says about merging. Inputs only tighten it: they may come from a variable that a change can set. */
export async function readBase(tree: CommitTree, inputs: Inputs): Promise<Result<BaseSettings>> {
  const config = await readSettings(tree, configPath, parseConfig);
  if (!config.ok) return config;
  const settings = config.value === undefined ? parseConfig('') : ok(config.value);
  if (!settings.ok) return settings;
  const agents = await readSettings(tree, agentsPath, parseAgents);
  if (!agents.ok) return agents;
  const { method, requiredChecks } = settings.value.merge;
  if (method !== undefined && inputs.method !== undefined && inputs.method !== method)
    return fail('usage', `Input method: the base branch asks for ${method}, and ${inputs.method} is given.`, {
      hint: `Leave the input out, or change merge.method in ${configPath} on the base branch.`,
    });
  return ok({
    config: settings.value,
    agents: agents.value,
    method: method ?? inputs.method ?? 'merge',
    requiredChecks: [...new Set([...requiredChecks, ...inputs.requiredChecks])],
  });
}

async function readSettings<T>(
  tree: CommitTree,
  path: string,
  parse: (text: string, file: string) => Result<T>,
): Promise<Result<T | undefined>> {
  const content = await readBaseFile(tree, path);
  if (!content.ok) return content;
  return content.value === undefined ? ok(undefined) : parse(new TextDecoder().decode(content.value), path);
}
