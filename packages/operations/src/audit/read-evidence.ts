import type { AuditFile } from '@interlock/core/audit';
import { sha256 } from '@interlock/core/digest';
import { fail, ok, type Result } from '@interlock/core/failure';
import { decodeUtf8 } from '@interlock/core/text';
import type { HashFile, ListFolder, ReadFile } from '@interlock/core/ports';

export interface ReadPorts {
  readonly listFolder: ListFolder;
  readonly readFile: ReadFile;
  readonly hashFile: HashFile;
}

const mostBytes = 32 * 1024 * 1024;

/** Every file of the folder. Its text, where it is no larger than a document of ours may be and is UTF-8. */
export async function readEvidence(folder: string, ports: ReadPorts): Promise<Result<readonly AuditFile[]>> {
  const listed = await ports.listFolder(folder);
  if (!listed.ok) return listed;
  if (listed.value.length === 0)
    return fail('no-match', 'This folder has no file, and evidence was expected.', {
      file: folder,
      hint: 'Name the folder that a run wrote, for example .interlock/out.',
    });
  const files: AuditFile[] = [];
  for (const { path, size } of listed.value) {
    const file = await readOne(folder, { path, size }, ports);
    if (!file.ok) return file;
    files.push(file.value);
  }
  return ok(files);
}

async function readOne(
  folder: string,
  { path, size }: { readonly path: string; readonly size: number },
  { hashFile, readFile }: ReadPorts,
): Promise<Result<AuditFile>> {
  const place = `${folder}/${path}`;
  if (size > mostBytes) {
    const hash = await hashFile(place);
    return hash.ok ? ok({ path, digest: hash.value.digest, unread: 'too-large' }) : hash;
  }
  const bytes = await readFile(place);
  if (!bytes.ok) return bytes;
  const text = decodeUtf8(bytes.value, path);
  const read = { path, digest: sha256(bytes.value) };
  return ok(text.ok ? { ...read, text: text.value } : { ...read, unread: 'not-utf-8' });
}
