import type { Commit } from '../change/index.ts';
import { matchesPrincipal } from '../commit-signature/index.ts';

/** Somebody with a part in a change, who therefore cannot approve it. */
export interface Participant {
  readonly role: 'author' | 'committer' | 'co-author' | 'principal' | 'agent';
  /** E-mail address, handle or name. */
  readonly name: string;
}

/** Who made these commits. Co-authors are looked for in the whole message: a trailer may be put anywhere by hand. */
export function participantsOf(commits: readonly Commit[]): readonly Participant[] {
  const all = commits.flatMap(({ author, committer, message }): readonly Participant[] => [
    { role: 'author', name: author.email },
    { role: 'committer', name: committer.email },
    ...[...message.matchAll(/^\s*co-authored-by\s*:(.*)$/gimu)].map(([, person = '']): Participant => ({
      role: 'co-author',
      name: /<([^<>]*)>/u.exec(person)?.[1] ?? person.trim(),
    })),
  ]);
  return [...new Map(all.map((one) => [`${one.role} ${one.name}`, one])).values()];
}

/** Further names of people, by principal: handles and other addresses (`approval.handles` of the base's config.yml). */
export type Handles = Readonly<Record<string, readonly string[]>>;

/** The names of an approver that grant something: exact ones only. */
export function namesOf(approver: string, handles: Handles): ReadonlySet<string> {
  const own = approver.toLowerCase();
  const listed = Object.entries(handles).flatMap(([name, others]) => (name.toLowerCase() === own ? others : []));
  return new Set([own, ...listed.map((name) => name.toLowerCase())]);
}

/** Whether an approver is on call: everybody, where nobody is named. */
export function isOnCall(
  approver: string,
  { handles, onCall }: { readonly handles: Handles; readonly onCall: readonly string[] },
): boolean {
  const names = namesOf(approver, handles);
  return onCall.length === 0 || onCall.some((name) => names.has(name.toLowerCase()));
}

/** The lists of principals that a key stands behind, one for each line of `.interlock/approvers`. */
export type PrincipalLists = readonly (readonly string[])[];

/**
 * Whether a participant may be the holder of a key: refused by pattern, so that a key of `*@example.org` can approve
 * nothing that anybody there made. Case is no difference, and a forge's no-reply address is its handle.
 */
export function mayBe(participant: string, principals: PrincipalLists, handles: Handles): boolean {
  const lists = principals.map((patterns) => patterns.map((pattern) => pattern.toLowerCase()));
  const isPrincipal = (name: string) => lists.some((patterns) => matchesPrincipal(patterns, name));
  const people = Object.entries(handles).map(([name, more]) => [name, ...more].map((one) => one.toLowerCase()));
  const others = people.filter((names) => names.some(isPrincipal)).flat();
  const names = [participant.trim().toLowerCase(), ...handleOf(participant)];
  return names.some((name) => isPrincipal(name) || others.some((other) => bare(other) === bare(name)));
}

const bare = (name: string) => name.replace(/^@/u, '');

/** `123+ann@users.noreply.github.com` is `@ann`; GitLab writes `123-ann@users.noreply.…`. */
function handleOf(address: string): readonly string[] {
  const name = /^(?:\d+[+-])?([^@]+)@users\.noreply\./u.exec(address.trim().toLowerCase())?.[1];
  return name === undefined ? [] : [`@${name}`];
}
