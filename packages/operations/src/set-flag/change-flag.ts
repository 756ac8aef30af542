import { sha256 } from '@interlock/core/digest';
import { fail, ok, type Result } from '@interlock/core/failure';
import { setFlag, type ChangedFile, type FlagEdit, type FlagOrder, type ReplaceFile } from '@interlock/core/flags';
import type { ReadFile } from '@interlock/core/ports';
import { decodeUtf8 } from '@interlock/core/text';

export interface ChangePorts {
  readonly readFlagFile: ReadFile;
  readonly replaceFlagFile: ReplaceFile;
}

export interface ChangeOrder extends FlagOrder {
  readonly file: string;
  readonly expectedDigest: string | undefined;
}

export interface Changed extends Pick<ChangedFile, 'digestBefore' | 'digestAfter'> {
  readonly edit: FlagEdit;
}

const attempts = 10;

/** Makes the change to the newest content; where a digest is expected, to that content or not at all. */
export async function changeFlag(order: ChangeOrder, ports: ChangePorts): Promise<Result<Changed>> {
  for (let attempt = 1; ; attempt += 1) {
    const read = await ports.readFlagFile(order.file);
    if (!read.ok) return read;
    const digestBefore = sha256(read.value);
    if (order.expectedDigest !== undefined && digestBefore !== order.expectedDigest) return conflict(order);
    const text = decodeUtf8(read.value, order.file);
    if (!text.ok) return text;
    const edit = setFlag(text.value, order.file, order);
    if (!edit.ok) return edit;
    const digestAfter = sha256(edit.value.text);
    if (digestAfter === digestBefore) return ok({ edit: edit.value, digestBefore, digestAfter });
    const replaced = await ports.replaceFlagFile(order.file, digestBefore, edit.value.text);
    if (!replaced.ok) return replaced;
    if (replaced.value === 'replaced') return ok({ edit: edit.value, digestBefore, digestAfter });
    if (order.expectedDigest !== undefined || attempt === attempts) return conflict(order);
  }
}

function conflict({ expectedDigest, file }: ChangeOrder): Result<never> {
  const hint = 'Look at the flag again, and repeat the change if it is still wanted.';
  return expectedDigest === undefined
    ? fail('conflict', `Other writers changed this file ${attempts} times while the flag was set.`, { file, hint })
    : fail('conflict', 'This file is no longer the one with the expected digest: somebody changed it.', { file, hint });
}
