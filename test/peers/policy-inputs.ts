import { problemKinds } from '@interlock/core/agent-manifest';
import fc from 'fast-check';

const odd = ['', '%', '%s %d', 'a"b\\c', '\u2028', '\u0000', '𝒳', '<script>', '`|[x](y)', '../..', 'a\nb'];
const text = fc.oneof(fc.constantFrom('unit', 'e2e', 'ci.yml', ...odd), fc.string({ unit: 'binary', maxLength: 12 }));
const count = fc.oneof(fc.nat({ max: 5 }), fc.constantFrom(1e6, 2 ** 53 - 1));
const number = fc.oneof(
  fc.double({ min: 0, max: 100, noNaN: true }).map((value) => value + 0),
  fc.constantFrom(0, 72.25, 100, 1e21, 1e-7, 0.1 + 0.2),
);
/** A value of the right type, most of the time: policies must not find more or less than OPA does in malformed input. */
const orElse = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(null, 'x', -1, true, [], {}) });
const list = (item: fc.Arbitrary<unknown>) => orElse(fc.array(item, { maxLength: 4 }));
const record = (model: Record<string, fc.Arbitrary<unknown>>) => orElse(fc.record(model, { requiredKeys: [] }));

const file = {
  path: text,
  status: fc.constantFrom('added', 'modified', 'deleted', 'renamed'),
  because: orElse(fc.oneof(text, fc.constant(false))),
};
const doubt = record({
  kind: fc.constantFrom('merge-conflict', 'many-references', 'many-links', 'unreadable-ci-file', 'other'),
  paths: list(text),
});
const sighting = record({
  where: fc.constantFrom('content', 'path', 'commit', 'more'),
  kind: orElse(fc.constantFrom('bidi-control', 'tag', 'hidden-diff', 'executable', 'binary', 'unread', 'long-line')),
  path: text,
  commit: text,
  governs: orElse(fc.constantFrom('ci', 'gate')),
  line: count,
  characters: list(text),
  count,
});
const comparison = record({
  addedTriggers: list(text),
  dangerousTriggersAdded: list(record({ name: text, line: count })),
  writePermissionsAdded: list(record({ scope: text, name: text, level: text, line: count })),
  unreadable: text,
});

/** Policy inputs, well formed and not, that reach the rules of every built-in policy. */
export const policyInput: fc.Arbitrary<unknown> = record({
  config: record({ coverage: record({ floor: orElse(fc.dictionary(text, number, { maxKeys: 3 })) }) }),
  change: record({
    ciFiles: list(record({ ...file, comparison })),
    gateFiles: list(record(file)),
    doubts: list(doubt),
    opaque: list(sighting),
  }),
  manifest: record({
    path: text,
    signature: record({ state: fc.constantFrom('good', 'missing', 'wrong') }),
    problems: list(
      record({ kind: fc.constantFrom(...problemKinds), path: text, line: count, message: text, fix: text }),
    ),
  }),
  sbom: record({ components: count }),
  artifacts: list(record({ subject: text, class: fc.constantFrom('claim', 'attested', 'git'), sourceCommit: text })),
  reports: record({
    tests: list(record({ suite: text, passed: count, failed: count, errors: count, skipped: count })),
    coverage: list(record({ suite: text, linePercent: number })),
  }),
});
