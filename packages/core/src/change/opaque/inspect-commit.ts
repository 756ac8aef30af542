import type { Commit } from '../change.ts';
import type { Sighting } from './facts.ts';
import { hiddenInLine, hiddenInName } from './hidden-characters.ts';
import { createTally } from './tally.ts';

/** What the message of a commit hides, by lines of the message, and the names of those who made it. */
export function inspectCommit({ author, committer, message }: Commit): readonly Sighting[] {
  const { addCharacter, list } = createTally();
  for (const [index, line] of message.split('\n').entries()) {
    for (const character of hiddenInLine(line)) addCharacter(character, index + 1);
  }
  for (const name of [author.name, author.email, committer.name, committer.email]) {
    for (const character of hiddenInName(name)) addCharacter(character);
  }
  return list();
}

/** What a path hides. */
export function inspectPath(path: string): readonly Sighting[] {
  const { addCharacter, list } = createTally();
  for (const character of hiddenInName(path)) addCharacter(character);
  return list();
}
