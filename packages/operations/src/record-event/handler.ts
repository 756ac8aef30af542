import { caseOf } from '@interlock/core/event';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { Handler, InputsOf } from '@interlock/core/operation';
import { openCheckpoint, parseLogKey, type Addition, type AppendReport, type LogSigner } from '@interlock/core/ledger';
import type { CalledFiles, ReadFile } from '@interlock/core/ports';
import { claimedEntry, mergeEvents, observedEntry, type Observation, type PlacedEvent } from '@interlock/core/record';
import { decodeUtf8 } from '@interlock/core/text';
import { ledgerPlace } from '../ledger-place.ts';
import type { recordEvent } from './declaration.ts';
import { observe } from './observe.ts';
import type { RecordEventPorts } from './ports.ts';
import { proveAdded } from './prove-added.ts';
import { readEventFiles } from './read-events.ts';

type Inputs = InputsOf<typeof recordEvent>;

export function recordEventFiles({ key, outputFile, proofsFile, remembered, vkeyFile }: Inputs): CalledFiles {
  const named = (input: string, path: string | undefined) => (path === undefined ? [] : [{ input, path }]);
  return {
    outputs: [
      ...named('output-file', outputFile),
      ...named('proofs-file', proofsFile),
      ...named('vkey-file', vkeyFile),
    ],
    read: [...named('key', key), ...named('remembered', remembered)],
  };
}

/** Exit 0: all of it stands in the ledger, however often it was recorded before. */
export const handleRecordEvent: Handler<typeof recordEvent, RecordEventPorts> = async (inputs, ports) => {
  const { outputs, read } = recordEventFiles(inputs);
  const free = await ports.checkOutputs(outputs, read);
  if (!free.ok) return free;
  const signer = await readSigner(inputs, ports);
  if (!signer.ok) return signer;
  const place = ledgerPlace(inputs, ports.runContext);
  if (!place.ok) return place;
  const remembered = await readRemembered(inputs.remembered, signer.value, ports.readFile);
  if (!remembered.ok) return remembered;
  const additions = await gather(inputs, ports);
  if (!additions.ok) return additions;
  const store = ports.openStore(place.value);
  const batch = { additions: additions.value, signer: signer.value, remembered: remembered.value };
  ports.reporter.progress('Appending to the ledger');
  const report = await store.append(batch);
  if (!report.ok) return report;
  const proofs = await proveAdded(inputs.proofsFile, report.value, store, signer.value);
  if (!proofs.ok) return proofs;
  const written = await ports.writeFiles([
    ...proofs.value,
    ...vkeyFiles(inputs.vkeyFile, signer.value),
    { path: inputs.outputFile, content: report.value.note },
  ]);
  return written.ok ? answer(inputs, report.value, signer.value, ports) : written;
};

const vkeyFiles = (path: string | undefined, { vkey }: LogSigner) =>
  path === undefined ? [] : [{ path, content: `${vkey}\n` }];

function answer(
  inputs: Inputs,
  { added, present, size }: AppendReport,
  { vkey }: LogSigner,
  { reporter }: RecordEventPorts,
): ReturnType<typeof ok<{ readonly exitCode: 0; readonly outputs: Record<string, string> }>> {
  const known = present.length === 0 ? '' : `, ${present.length} were there before`;
  reporter.summary(`Ledger: ${added.length} new, ${size} in all${known} · verify with \`${vkey}\``);
  return ok({
    exitCode: 0,
    outputs: {
      checkpointPath: inputs.outputFile,
      proofsPath: inputs.proofsFile ?? '',
      vkeyPath: inputs.vkeyFile ?? '',
      size: String(size),
      added: String(added.length),
      present: String(present.length),
    },
  });
}

async function readSigner(
  { key, origin, signingKey }: Inputs,
  { readFile, runContext }: RecordEventPorts,
): Promise<Result<LogSigner>> {
  if ((key === undefined) === (signingKey === undefined))
    return fail('usage', 'The ledger needs one key: key or signing-key, not both.', {
      hint: 'Set key or INTERLOCK_LEDGER_KEY (in an action: the input signing-key); make a key with: openssl genpkey -algorithm ed25519 -out ledger.pem.',
    });
  const { repository } = runContext;
  const place = repository && `${repository.server.replace(/^https?:\/\//, '')}/${repository.slug}/interlock`;
  const name = origin ?? place;
  if (name === undefined)
    return fail('usage', 'The ledger has no name, and this is no job of a forge, which would give it one.', {
      hint: 'Give origin: <host>/<owner>/<repository>/interlock.',
    });
  if (key === undefined) return parseLogKey(signingKey ?? '', name, 'signing-key');
  const bytes = await readFile(key);
  if (!bytes.ok) return bytes;
  const pem = decodeUtf8(bytes.value, key);
  return pem.ok ? parseLogKey(pem.value, name, key) : pem;
}

/** Looked at before anything is made, so that a wrong one leaves no trace. */
async function readRemembered(
  path: string | undefined,
  signer: LogSigner,
  readFile: ReadFile,
): Promise<Result<Uint8Array | undefined>> {
  if (path === undefined) return ok(undefined);
  const bytes = await readFile(path);
  if (!bytes.ok) return bytes;
  const checkpoint = openCheckpoint(bytes.value, signer, path);
  return checkpoint.ok ? bytes : checkpoint;
}

/** What is to be recorded: how the change began, what the jobs told, and what the forge shows now. */
async function gather(inputs: Inputs, ports: RecordEventPorts): Promise<Result<readonly Addition[]>> {
  const files = await readEventFiles(inputs.events, inputs.case, ports);
  if (!files.ok) return files;
  const events = mergeEvents(files.value);
  if (!events.ok) return events;
  const merged = events.value.some(isMerge);
  const request = inputs.request ?? ports.runContext.changeRequest?.number;
  const seen = await observe(request, merged, ports);
  if (!seen.ok) return seen;
  const name = inputs.case ?? caseOf(ports.runContext) ?? events.value[0]?.event.case ?? 'local';
  const salt = () => ports.random(32);
  const observed = (all: readonly Observation[]) =>
    all.map((one) => observedEntry(one, { case: name, now: ports.clock.now(), salt: salt() }));
  // Nothing is merged before its statuses are there, so that they stand before the merge, whenever they were looked at.
  const merge = events.value.findIndex(isMerge);
  const [before, after] = merge === -1 ? [events.value, []] : [events.value.slice(0, merge), events.value.slice(merge)];
  const claimed = (some: typeof before) => some.map((one) => claimedEntry(one, salt()));
  const all = [...observed(seen.value.before), ...claimed(before), ...observed(seen.value.after), ...claimed(after)];
  if (all.length > 0) return ok(all);
  return fail('no-match', 'There is nothing to record: no event was given, and no change request.', {
    hint: 'Give events: the events.jsonl of the jobs; or request.',
  });
}

const isMerge = ({ event }: PlacedEvent) => event.type === 'change-merged' && event.outcome === 'done';
