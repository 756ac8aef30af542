import type { AuditFile } from './check.ts';

export interface NamedDigest {
  /** As whoever signed or counted it called the file: a path, with `/`. */
  readonly name: string;
  /** `sha256:…` */
  readonly digest: string;
}

const lastName = (path: string) => path.split('/').at(-1) ?? path;

/**
 * What became of a file that `from` names with its digest. `here`: the folder has it; a file with other content under
 * the name is answered itself; `absent`: nothing is called that. Where the named file lies beside `from` it is that file
 * which must have the digest: another copy of the right content elsewhere does not make it right.
 */
export function findNamed(
  files: readonly AuditFile[],
  from: string,
  { digest, name }: NamedDigest,
): 'here' | 'absent' | AuditFile {
  const at = (path: string) => files.find((file) => file.path === path);
  const own = from.replace(/\.sigstore\.json$/u, '');
  const beside = at(from.slice(0, from.lastIndexOf('/') + 1) + name);
  const file = beside ?? (lastName(own) === lastName(name) ? at(own) : undefined);
  if (file !== undefined) return file.digest === digest ? 'here' : file;
  if (files.some((one) => one.digest === digest)) return 'here';
  return at(name) ?? files.find(({ path }) => lastName(path) === lastName(name)) ?? 'absent';
}
