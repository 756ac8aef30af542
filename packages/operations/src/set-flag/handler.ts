import { fail, ok, type Result } from '@interlock/core/failure';
import { flagChange, settingOf, settingText, type WantedSetting } from '@interlock/core/flags';
import type { Reporter } from '@interlock/core/host';
import type { Handler, InputsOf } from '@interlock/core/operation';
import type { CheckOutputs, Clock, RunContext, WriteFile } from '@interlock/core/ports';
import { inlineCode, oneLine } from '@interlock/core/text';
import { changeFlag, type Changed, type ChangePorts } from './change-flag.ts';
import type { setFlag } from './declaration.ts';

export interface SetFlagPorts extends ChangePorts {
  readonly checkOutputs: CheckOutputs;
  readonly writeFile: WriteFile;
  readonly clock: Pick<Clock, 'now'>;
  readonly runContext: RunContext;
  readonly reporter: Reporter;
}

type Inputs = InputsOf<typeof setFlag>;

/** Exit 0: the flag is as wanted. 1: somebody else changed the file; nothing was done. */
export const handleSetFlag: Handler<typeof setFlag, SetFlagPorts> = async (inputs, ports) => {
  const wanted = wantedSetting(inputs);
  if (!wanted.ok) return wanted;
  const { file, flag, outputFile } = inputs;
  const free = await ports.checkOutputs([{ input: 'output-file', path: outputFile }], [{ input: 'file', path: file }]);
  if (!free.ok) return free;
  const changed = await changeFlag({ ...inputs, wanted: wanted.value }, ports);
  if (!changed.ok) return changed;
  const { digestAfter, digestBefore, edit } = changed.value;
  const before = edit.before === undefined ? 'absent' : settingText(settingOf(edit.before));
  const after = settingText(settingOf(edit.after));
  tell(inputs, changed.value, `${before} → ${after}`, ports.reporter);
  const time = ports.clock.now();
  const record = flagChange({ file, flag, digestBefore, digestAfter, time }, edit, ports.runContext);
  const written = await ports.writeFile(outputFile, `${JSON.stringify(record, null, 2)}\n`);
  if (!written.ok) {
    const hint = `The flag is ${after} now; only its record is missing. ${written.error.hint ?? ''}`.trim();
    return { ok: false, error: { ...written.error, hint } };
  }
  const replaced = String(digestAfter !== digestBefore);
  return ok({
    outputs: { before, after, changed: replaced, digest: digestAfter, recordPath: outputFile },
    exitCode: 0,
  });
};

function wantedSetting({ percentage, state }: Inputs): Result<WantedSetting> {
  if (state === 'percentage') {
    return percentage === undefined
      ? fail('usage', 'Input percentage: is required with state percentage.', {
          hint: 'Give a whole number from 0 to 100.',
        })
      : ok({ state, percentage });
  }
  const hint = 'Use state percentage, or leave percentage out.';
  return percentage === undefined
    ? ok({ state })
    : fail('usage', `Input percentage: has no meaning with state ${state}.`, { hint });
}

function tell({ flag, file }: Inputs, { digestAfter, edit }: Changed, change: string, reporter: Reporter): void {
  reporter.summary(`Flag ${inlineCode(flag)}: ${change} · ${inlineCode(file)} ${digestAfter.slice(0, 19)}…`);
  if (edit.before === undefined || edit.before === edit.after) return;
  if (settingOf({ ...edit.before, state: 'ENABLED' }).state !== 'rules' || edit.before.targeting === undefined) return;
  reporter.annotate({
    level: 'warning',
    title: 'set-flag: rules removed',
    message: `The flag ${oneLine(flag, 120)} had rules of its own, which off removed; the record keeps them.`,
  });
}
