import { expect, it } from '@jest/globals';
import { sha256 } from '../digest/index.ts';
import { chainEvents, eventLine, ulid, type EventDraft } from '../event/index.ts';
import { fail, ok } from '../failure/index.ts';
import { mergeLink, mergeLinkStatement } from '../merge-link/index.ts';
import { brokenChain, type AuditFile } from './index.ts';

const artifact = sha256('the artifact');
const commit = 'c'.repeat(40);
const tree = 'd'.repeat(40);
const link = mergeLink({
  repository: 'forge.example/team/app',
  request: 7,
  branch: 'agent/fix',
  baseBranch: 'main',
  method: 'merge',
  base: 'a'.repeat(40),
  head: 'b'.repeat(40),
  headTree: tree,
  judgedTree: tree,
  merged: { commit, tree, parents: ['a'.repeat(40)] },
  verdictDigest: sha256('verdict'),
  lane: 'default',
  reasons: [],
});
const file = (path: string, text: string): AuditFile => ({ path, digest: sha256(text), text });
const bundle = file('merge-link.sigstore.json', '{"dsseEnvelope":{}}');

const drafts: readonly Pick<EventDraft, 'type' | 'outcome' | 'subjects' | 'facts'>[] = [
  { type: 'commits-verified', outcome: 'done', subjects: [], facts: {} },
  { type: 'reports-collected', outcome: 'done', subjects: [], facts: {} },
  { type: 'policy-evaluated', outcome: 'needs-approval', subjects: [], facts: {} },
  { type: 'change-merged', outcome: 'done', subjects: [], facts: { 'merged-commit': commit } },
  { type: 'artifact-signed', outcome: 'done', subjects: [{ name: 'subject', digest: artifact }], facts: {} },
];
/** The events, one of them otherwise. */
const changed = (at: number, more: Partial<(typeof drafts)[number]>) =>
  drafts.map((draft, index) => (index === at ? { ...draft, ...more } : draft));
const eventsOf = (all: typeof drafts) =>
  file(
    'events.jsonl',
    chainEvents(
      [],
      all.map((draft, at) => ({
        ...draft,
        id: ulid(at, new Uint8Array(10)),
        case: 'app!7',
        time: '2026-02-01T00:00:00.000Z',
        actor: { operation: 'run', host: 'terminal' },
      })),
    )
      .map(eventLine)
      .join(''),
  );

/** What is said of a folder with these events, and the link signed or not. */
function broken(all: typeof drafts, { document = link, signed = true } = {}): string | undefined {
  const files = [eventsOf(all), file('merge-link.json', JSON.stringify(document)), ...(signed ? [bundle] : [])];
  const verified = { key: { fingerprint: 'SHA256:x' }, statement: mergeLinkStatement(document) };
  return brokenChain(
    files,
    {
      keys: [],
      approvers: [],
      approvable: [],
      verifyBundle: () => (signed ? ok(verified as never) : fail('not-verified', 'no')),
    },
    { artifact, commit },
  );
}

it('is whole from the commits to the signature of the artifact', () => {
  expect(broken(drafts)).toBeUndefined();
});

it.each(drafts.map(({ type }, at) => [type, at] as const))('is broken without %s', (type, at) => {
  expect(broken(drafts.toSpliced(at, 1))).toMatch(new RegExp(`${type} is not there`));
});

it.each(drafts.map(({ type }, at) => [type, at] as const))('is broken where %s was refused', (type, at) => {
  expect(broken(changed(at, { outcome: 'refused' }))).toMatch(new RegExp(`${type} is not there`));
});

it.each([
  ['the tests come after the verdict', [0, 2, 1, 3, 4], /policy-evaluated/],
  ['the artifact was signed before the merge', [0, 1, 2, 4, 3], /artifact-signed/],
])('is broken where %s', (_, order, says) => {
  expect(broken(order.flatMap((at) => drafts[at] ?? []))).toMatch(says);
});

it('is broken where another artifact was signed, or another commit merged', () => {
  expect(broken(changed(4, { subjects: [{ name: 'subject', digest: sha256('another') }] }))).toMatch(/artifact-signed/);
  expect(broken(changed(3, { facts: { 'merged-commit': 'e'.repeat(40) } }))).toMatch(/change-merged/);
});

it('is broken without a signed link, whatever the events say', () => {
  expect(broken(drafts, { signed: false })).toMatch(/no signed bundle|no signed link/);
  const foreign = { ...link, merged: { ...link.merged, commit: 'f'.repeat(40) } };
  expect(broken(drafts, { document: foreign })).toMatch(/no signed link says which request became commit ccccccc/);
});
