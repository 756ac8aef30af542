import type { Commit, Identity } from '@interlock/core/change';

const form =
  /^tree ([0-9a-f]+)\n((?:parent [0-9a-f]+\n)*)author ([^\n]*)\ncommitter ([^\n]*)\n(?:[^\n]+\n)*(?:\n([\s\S]*))?$/;
const person = /^(.*?) ?<([^<>]*)> (-?\d{1,15}) [+-]\d{4,6}$/;

/** Reads a raw commit object (git's hash-object format); `undefined` where it has another form. Bytes that are not UTF-8 become U+FFFD. */
export function parseCommit(id: string, content: Uint8Array): Commit | undefined {
  const match = form.exec(new TextDecoder('utf-8', { ignoreBOM: true }).decode(content));
  if (match === null) return undefined;
  const [, tree = '', parents = '', authorLine = '', committerLine = '', message = ''] = match;
  const author = parsePerson(authorLine);
  const committer = parsePerson(committerLine);
  if (author === undefined || committer === undefined) return undefined;
  return {
    id,
    parents: [...parents.matchAll(/[0-9a-f]{40,}/g)].map(([parent]) => parent),
    tree,
    author: author.identity,
    committer: committer.identity,
    committedAt: committer.at,
    message,
  };
}

function parsePerson(line: string): { identity: Identity; at: number } | undefined {
  const match = person.exec(line);
  return match === null
    ? undefined
    : { identity: { name: match[1] ?? '', email: match[2] ?? '' }, at: Number(match[3]) };
}
