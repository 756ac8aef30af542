import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkScope } from './check-scope.ts';
import { draftManifest, parseManifest, type DraftFacts } from './index.ts';

const facts: DraftFacts = {
  id: 'fix',
  repository: 'shop/cart',
  branch: 'agent/fix',
  base: 'e'.repeat(40),
  agent: { name: 'coder', version: '1.0', model: 'm', session: 's' },
  principal: 'ann@example.org',
  task: 'Fix: "the sum" # now',
  rationale: 'It rounded\ntoo early',
  rollback: 'revert it',
  kind: 'normal',
  observed: { paths: ['src/a.ts'], lines: 3, capabilities: [{ name: 'symlinks', paths: ['src/a.ts'] }] },
  expires: '2026-03-01T00:00:00Z',
};
const parse = (text: string) => parseManifest(new TextEncoder().encode(text), 'fix.yml');

describe('draftManifest', () => {
  it('writes what it is told, and a reader reads the same', () => {
    expect(parse(draftManifest(facts))).toMatchObject({
      ok: true,
      value: {
        task: facts.task,
        rationale: facts.rationale,
        agent: { version: '1.0' },
        paths: { allowed: ['src/a.ts'], forbidden: [] },
        capabilities: ['symlinks'],
        limits: { files: 1, lines: 3 },
        tests: [],
        attempted: [],
      },
    });
  });

  it.each(['task', 'rationale', 'principal', 'rollback', 'repository'] as const)(
    'leaves %s empty where it is not known, so that nobody takes the draft for a manifest',
    (key) => {
      const message = expect.stringMatching(`^${key}: is empty`);
      expect(parse(draftManifest({ ...facts, [key]: undefined }))).toMatchObject({ ok: false, error: { message } });
    },
  );

  it('covers what the change touches, whatever the paths are called', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
      fc.constantFrom(
        '**',
        'a*b',
        '!x',
        '[id]',
        '{a}',
        'a\\b',
        'a"b',
        '#',
        'a: b',
        '\n',
        '\u2028',
        '-',
        'ü',
        '~',
        'x'.repeat(400),
      ),
    );
    const usable = name.filter((text) => !/[/\0]/.test(text) && !['.', '..'].includes(text));
    const path = fc.array(usable, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 60 }), (paths) => {
        const observed = { paths, lines: 0, capabilities: [] };
        const manifest = parse(draftManifest({ ...facts, observed }));
        expect(manifest.ok ? checkScope(manifest.value, observed) : manifest.error).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
