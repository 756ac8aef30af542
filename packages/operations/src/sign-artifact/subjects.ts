import { hexOf } from '@interlock/core/digest';
import type { Subject } from '@interlock/core/evidence';
import { fail, ok, type Result } from '@interlock/core/failure';
import type { FindFiles, HashFile } from '@interlock/core/ports';

export interface SubjectPorts {
  readonly findFiles: FindFiles;
  readonly hashFile: HashFile;
}

export interface FoundSubject {
  readonly path: string;
  readonly hex: string;
}

/** The files that the patterns name, each once, with their SHA-256, sorted by path; `leftOut` are the files we write ourselves. */
export async function findSubjects(
  patterns: readonly string[],
  leftOut: readonly string[],
  ports: SubjectPorts,
): Promise<Result<readonly FoundSubject[]>> {
  const paths = new Set<string>();
  for (const pattern of patterns) {
    const found = await ports.findFiles(pattern);
    if (!found.ok) return found;
    for (const path of found.value.map(plainPath)) if (!leftOut.map(plainPath).includes(path)) paths.add(path);
  }
  if (paths.size === 0) {
    return fail('no-match', 'No file to sign is left: the patterns name only the files that this step writes.', {
      hint: 'Name the files that the build made in subject-path.',
    });
  }
  const hashed: FoundSubject[] = [];
  for (const path of [...paths].sort()) {
    const hash = await ports.hashFile(path);
    if (!hash.ok) return hash;
    if (hash.value.size === 0) {
      return fail('wrong-file-type', 'This file is empty (0 bytes), and an artifact was expected.', {
        file: path,
        hint: 'Check the step that builds it; an empty artifact is never signed.',
      });
    }
    hashed.push({ path, hex: hexOf(hash.value.digest) });
  }
  return ok(hashed);
}

/** The base name, as people download it; the whole path where two files share a base name. */
export function nameSubjects(files: readonly FoundSubject[]): readonly Subject[] {
  const count = new Map<string, number>();
  for (const { path } of files) count.set(baseName(path), (count.get(baseName(path)) ?? 0) + 1);
  return files.map(({ path, hex }) => ({
    name: count.get(baseName(path)) === 1 ? baseName(path) : path,
    digest: { sha256: hex },
  }));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function plainPath(path: string): string {
  return path.replace(/^(?:\.\/+)+/, '');
}

/** What `sha256sum --check` reads; a name with a line break or backslash is escaped as GNU coreutils does. */
export function checksumsText(subjects: readonly Subject[]): string {
  return subjects
    .map(({ name, digest }) => {
      const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
      return `${escaped === name ? '' : '\\'}${digest['sha256'] ?? ''}  ${escaped}\n`;
    })
    .join('');
}
