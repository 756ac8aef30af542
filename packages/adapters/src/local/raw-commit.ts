import { fail, mapResult, type Result } from '@interlock/core/failure';
import { runGit } from '../git/index.ts';

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601 */
  readonly date: string;
}

/** A line `author …` of a commit object, byte for byte (latin1). */
export interface RawSignature {
  readonly raw: string;
}

export interface RawCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature | RawSignature;
  readonly committer: Signature;
  /** Other header lines that are kept, each with its line break, byte for byte (latin1). */
  readonly headers?: string;
  readonly message: string | Uint8Array;
}

/** Writes a commit object; nothing of the repository's configuration (signing, encoding) takes part. */
export async function writeRawCommit(gitDirectory: string, commit: RawCommit): Promise<Result<string>> {
  const { message } = commit;
  const text = typeof message === 'string' ? Buffer.from(`${message.trimEnd()}\n`) : Buffer.from(message);
  if (text.includes(0) || text.toString('latin1').trim() === '')
    return fail('usage', 'A commit needs a message, without NUL characters.');
  const head = [
    Buffer.from(`tree ${commit.tree}\n${commit.parents.map((parent) => `parent ${parent}\n`).join('')}`),
    'raw' in commit.author ? Buffer.from(`${commit.author.raw}\n`, 'latin1') : line('author', commit.author),
    line('committer', commit.committer),
    Buffer.from(`${commit.headers ?? ''}\n`, 'latin1'),
  ];
  const input = Buffer.concat([...head, text]);
  const written = await runGit(gitDirectory, ['hash-object', '-t', 'commit', '-w', '--stdin'], { input });
  return mapResult(written, (name) => name.toString().trim());
}

function line(role: string, { name, email, date }: Signature): Buffer {
  return Buffer.from(`${role} ${name.trim()} <${email.trim()}> ${Math.floor(Date.parse(date) / 1000)} +0000\n`);
}

/** What a rebase keeps of a commit: author, encoding and message; a signature is over what changes, and is left out. */
export interface KeptParts {
  readonly author: RawSignature;
  readonly headers: string;
  readonly message: Uint8Array;
}

export function keptParts(content: Uint8Array): KeptParts | undefined {
  const text = Buffer.from(content).toString('latin1');
  const end = text.indexOf('\n\n');
  const header = end === -1 ? text : text.slice(0, end + 1);
  const author = /^author [^\n]*$/m.exec(header)?.[0];
  if (author === undefined) return undefined;
  const encoding = /^encoding [^\n]*\n/m.exec(header)?.[0] ?? '';
  const message = end === -1 ? '' : text.slice(end + 2);
  return { author: { raw: author }, headers: encoding, message: Buffer.from(message, 'latin1') };
}
