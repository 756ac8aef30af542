import {
  manifestCheckOf,
  type CheckedManifest,
  type ManifestCheck,
  type ManifestProblem,
} from '@interlock/core/agent-manifest';
import { ok } from '@interlock/core/failure';
import type { Reporter } from '@interlock/core/host';
import type { Handler } from '@interlock/core/operation';
import type { ClearOutputs, WriteFile } from '@interlock/core/ports';
import { escapeMarkdown, inlineCode, markdownTable } from '@interlock/core/text';
import { resolveRange, type ChangePorts } from '../change-inputs.ts';
import { readRange } from '../evaluate-policy/index.ts';
import type { agentManifest } from './declaration.ts';
import { readManifest, type ManifestPorts } from './read-manifest.ts';

export interface AgentManifestPorts extends ManifestPorts, ChangePorts {
  readonly clearOutputs: ClearOutputs;
  readonly writeFile: WriteFile;
  readonly reporter: Reporter;
}

/** Exit 0: the change keeps to its manifest. 1: it does not, or brings none. A manifest that cannot be read is bad input. */
export const handleAgentManifest: Handler<typeof agentManifest, AgentManifestPorts> = async (inputs, ports) => {
  const { outputFile } = inputs;
  const free = await ports.clearOutputs({ outputs: [{ input: 'output-file', path: outputFile }], read: [] });
  if (!free.ok) return free;
  const range = await resolveRange(inputs, ports);
  if (!range.ok) return range;
  const read = await readRange(range.value);
  if (!read.ok) return read;
  const checked = await readManifest(read.value, ports);
  if (!checked.ok) return checked;
  if (checked.value?.failure !== undefined) return { ok: false, error: checked.value.failure };
  const check = manifestCheckOf(read.value.change, checked.value?.section);
  const written = await ports.writeFile(outputFile, `${JSON.stringify(check, null, 2)}\n`);
  if (!written.ok) return written;
  tell(check, checked.value, ports.reporter);
  return ok({
    outputs: {
      checkPath: outputFile,
      result: check.result,
      manifestPath: check.manifest?.path,
      problems: String(check.problems.length),
    },
    exitCode: check.result === 'pass' ? 0 : 1,
  });
};

/** Silent but for one line where all is well. */
function tell({ problems, result }: ManifestCheck, checked: CheckedManifest | undefined, reporter: Reporter): void {
  const { declared, signature } = checked?.section ?? {};
  const who = declared === undefined ? '' : `${declared.agent.name} for ${declared.principal}`;
  if (result === 'pass') {
    return reporter.summary(`Manifest: ${escapeMarkdown(`${who}, signed by ${signature?.signer ?? ''}`)}`);
  }
  const rows = problems.map(({ fix, kind, message, path }) => [
    kind,
    path === undefined ? '-' : inlineCode(path),
    escapeMarkdown(message),
    escapeMarkdown(fix),
  ]);
  const table = markdownTable(['problem', 'where', 'why', 'how to go on'], rows.slice(0, 200));
  reporter.summary(
    `Manifest: **it does not hold (${problems.length === 1 ? '1 problem' : `${problems.length} problems`})**\n\n${table}\n`,
  );
  for (const one of problems.slice(0, 50)) reporter.annotate(annotationOf(one));
}

function annotationOf({ fix, kind, line, message, path }: ManifestProblem) {
  const place = { ...(path === undefined ? {} : { file: path }), ...(line === undefined ? {} : { line }) };
  return {
    level: 'error',
    title: `agent-manifest: ${kind}`,
    message: `${message}. To go on: ${fix}`,
    ...place,
  } as const;
}
