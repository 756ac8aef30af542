import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fail, ok } from '@interlock/core/failure';
import type { CheckOutputs } from '@interlock/core/ports';
import { oneLine } from '@interlock/core/text';
import { checkTarget } from './check-target.ts';

export const checkOutputs: CheckOutputs = async (outputs, read) => {
  const readAt = new Map<string, (typeof read)[number]>();
  for (const file of read) {
    readAt.set(await entryOf(file.path), file);
    readAt.set(await realpath(file.path).catch(() => resolve(file.path)), file);
  }
  const taken = new Map<string, string>();
  for (const { input, path } of outputs) {
    const entry = await entryOf(path);
    const other = taken.get(entry);
    if (other !== undefined) {
      return fail('usage', `${other} and ${input} name the same file.`, { hint: 'Give them different names.' });
    }
    const source = readAt.get(entry);
    if (source !== undefined) {
      const message = `${input} would replace "${oneLine(source.path)}", which is read for ${source.input}.`;
      return fail('usage', message, { hint: `Name another file for ${input}.` });
    }
    taken.set(entry, input);
  }
  for (const { path } of outputs) {
    const free = await checkTarget(path);
    if (!free.ok) return free;
  }
  return ok(undefined);
};

/** The place that a rename would replace: links on the way are followed, a link at the end is not. */
async function entryOf(path: string): Promise<string> {
  const folder = dirname(resolve(path));
  return join(await realpath(folder).catch(() => folder), basename(resolve(path)));
}
