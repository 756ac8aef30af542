import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@interlock/core/failure';
import { parseJson } from '@interlock/core/json';
import * as v from 'valibot';
import { errorCode } from '../../filesystem/file-failure.ts';
import { checkWay, readFile } from '../../filesystem/index.ts';
import { writeFailure } from '../../filesystem/write-failure.ts';

const marker = v.looseObject({ imageLayoutVersion: v.literal('1.0.0') });
const markerName = 'oci-layout';

/** Whether the folder is an OCI layout (image-spec 1.1, "image layout"). Fails with `missing-file` or `malformed-file`. */
export async function checkLayout(folder: string): Promise<Result<void>> {
  const file = join(folder, markerName);
  const bytes = await readFile(file);
  if (!bytes.ok) {
    if (bytes.error.kind !== 'missing-file') return bytes;
    const hint = 'Name the folder that store-artifact wrote, or one that is not there yet.';
    return fail('missing-file', 'There is no OCI layout in this folder.', { file, hint });
  }
  const json = parseJson(new TextDecoder().decode(bytes.value), file);
  if (!json.ok) return json;
  if (v.is(marker, json.value)) return ok(undefined);
  const hint = 'Name another folder: this version writes and reads layouts of version 1.0.0.';
  return fail('unsupported-format', 'This is not the marker of an OCI layout 1.0.0.', { file, hint });
}

/** Whether there is nothing yet that a layout could be made over. */
export async function isFree(folder: string): Promise<boolean> {
  return readdir(folder).then(
    (names) => names.length === 0,
    (cause) => errorCode(cause) === 'ENOENT',
  );
}

/** Makes the layout where the folder is empty or not there; never turns a folder with other files into one. */
export async function ensureLayout(folder: string): Promise<Result<void>> {
  const led = await checkWay(join(folder, 'blobs', 'sha256', 'any'));
  if (!led.ok) return led;
  const found = await checkLayout(folder);
  if (found.ok || found.error.kind !== 'missing-file') return found;
  try {
    await mkdir(folder, { recursive: true });
    const strangers = (await readdir(folder)).filter((name) => !isOwn(name));
    if (strangers.length > 0) return found;
    await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true });
    await createWhole(join(folder, 'index.json'), '{"manifests":[],"schemaVersion":2}');
    await createWhole(join(folder, markerName), '{"imageLayoutVersion":"1.0.0"}');
    return ok(undefined);
  } catch (cause) {
    return writeFailure(folder, cause);
  }
}

/** What another writer may just be making here. */
function isOwn(name: string): boolean {
  return ['blobs', 'index.json', 'index.json.lock', markerName].includes(name) || name.startsWith('.interlock-');
}

/** Creates a file with all of its content at once; one that is there already is left as it is. */
async function createWhole(path: string, content: string): Promise<void> {
  const temporary = join(path, '..', `.interlock-${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, content, { flag: 'wx' });
    await link(temporary, path);
  } catch (cause) {
    if (errorCode(cause) !== 'EEXIST') throw cause;
  } finally {
    await rm(temporary, { force: true });
  }
}
