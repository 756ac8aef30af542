import { fail, ok, type Result } from '@interlock/core/failure';
import { runGit } from './run-git.ts';

export interface NewCommit {
  readonly tree: string;
  readonly parent: string;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** ISO 8601 */
  readonly date: string;
}

/** Writes a commit object, with the author as committer and the date in UTC: the same request gives the same name. */
export async function writeCommit(gitDirectory: string, commit: NewCommit): Promise<Result<string>> {
  const { name, email } = commit.author;
  if ([name, email].some((text) => text.trim() === '' || /[<>\p{Cc}]/u.test(text)))
    return fail('usage', 'The author of a commit needs a name and an e-mail address without <, > and line breaks.');
  const seconds = Math.floor(Date.parse(commit.date) / 1000);
  if (!(seconds >= 0)) return fail('usage', `${JSON.stringify(commit.date)} is not an ISO 8601 date at or after 1970.`);
  if (commit.message.trim() === '' || commit.message.includes('\0'))
    return fail('usage', 'A commit needs a message, without NUL characters.');
  const person = `${name.trim()} <${email.trim()}> ${seconds} +0000`;
  const head = `tree ${commit.tree}\nparent ${commit.parent}\nauthor ${person}\ncommitter ${person}\n`;
  const input = `${head}\n${commit.message.trimEnd()}\n`;
  const written = await runGit(gitDirectory, ['hash-object', '-t', 'commit', '-w', '--stdin'], { input });
  return written.ok ? ok(written.value.toString().trim()) : written;
}
