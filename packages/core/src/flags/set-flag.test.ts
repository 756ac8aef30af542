import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { setFlag, settingOf, settingText, type FlagOrder } from './index.ts';

const text = `{
  "$schema": "https://flagd.dev/schema/v0/flags.json",
  "metadata": { "big": 12345678901234567890, "2": 1, "1": 2 },
  "flags": {
    "colour": {
      "state": "ENABLED", "variants": { "red": "r" }, "defaultVariant": "red"
    },
    "journal": {
      "owner": { "team":  "orders", "n": 1.0e2 },
      "state": "DISABLED",
      "variants": { "no": false, "yes": true },
      "defaultVariant": "no"
    },
    "ruled": {
      "state": "ENABLED",
      "variants": { "on": true, "off": false },
      "defaultVariant": "off",
      "targeting": { "if": [{ "==": [{ "var": "country" }, "DE"] }, "on", null] }
    }
  }
}
`;

const set = (wanted: FlagOrder['wanted'], more: Partial<FlagOrder> & { readonly text?: string } = {}) =>
  setFlag(more.text ?? text, 'flags.json', { flag: 'journal', ifAbsent: 'fail', ...more, wanted });
const percentage = (value: number) => ({ state: 'percentage', percentage: value }) as const;

function edited(...args: Parameters<typeof set>) {
  const edit = set(...args);
  if (!edit.ok) throw new Error(edit.error.message);
  return edit.value;
}

describe('setFlag', () => {
  it.each([
    [{ state: 'on' } as const, 'on', { defaultVariant: 'yes' }],
    [{ state: 'off' } as const, 'off', { defaultVariant: 'no' }],
    [percentage(0), 'off', { defaultVariant: 'no' }],
    [percentage(100), 'on', { defaultVariant: 'yes' }],
    [
      percentage(25),
      '25%',
      {
        defaultVariant: 'no',
        targeting: {
          fractional: [
            ['yes', 25],
            ['no', 75],
          ],
        },
      },
    ],
  ])('sets %j', (wanted, shown, expected) => {
    const { after, before, text: changed } = edited(wanted);
    const rest = { owner: { team: 'orders', n: 100 }, variants: { no: false, yes: true } };
    expect(settingText(settingOf(after))).toBe(shown);
    expect(after).toEqual({ ...rest, state: 'ENABLED', ...expected });
    expect(before).toEqual({ ...rest, state: 'DISABLED', defaultVariant: 'no' });
    expect(JSON.parse(changed)).toMatchObject({ flags: { journal: after } });
  });

  it('leaves every byte outside the flag, and inside it the text and order of what it does not know', () => {
    const at = (whole: string, name: string) => whole.indexOf(`"${name}"`);
    const { text: changed } = edited(percentage(10));
    expect(changed.slice(0, at(changed, 'journal'))).toBe(text.slice(0, at(text, 'journal')));
    expect(changed.slice(at(changed, 'ruled'))).toBe(text.slice(at(text, 'ruled')));
    expect(changed).toContain(`    "journal": {
      "owner": { "team":  "orders", "n": 1.0e2 },
      "state": "ENABLED",
      "variants": { "no": false, "yes": true },
      "defaultVariant": "no",
      "targeting": {
        "fractional": [
`);
    expect(edited({ state: 'off' }, { text: changed }).text).toBe(text.replace('DISABLED', 'ENABLED'));
  });

  it('changes nothing where the flag is as wanted', () => {
    const { text: once } = edited(percentage(10));
    expect(edited(percentage(10), { text: once }).text).toBe(once);
  });

  it('sets any flag of any file so that only its meaning changes, and back', () => {
    const flag = fc.record({ x: fc.jsonValue({ noUnicodeString: false }), default: fc.constantFrom('on', 'off') });
    const flags = fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }), flag, {
      minKeys: 1,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(
        flags,
        fc.nat(),
        fc.integer({ min: 1, max: 99 }),
        fc.constantFrom('', 2, '\t'),
        (made, one, p, indent) => {
          const whole = {
            flags: Object.fromEntries(
              Object.entries(made).map(([name, { default: defaultVariant, x }]) => [
                name,
                { x, state: 'ENABLED', variants: { on: true, off: false }, defaultVariant },
              ]),
            ),
          };
          const source = JSON.stringify(whole, null, indent);
          const name = Object.keys(whole.flags).at(one % Object.keys(whole.flags).length) ?? '';
          const { after, text: changed } = edited(percentage(p), { text: source, flag: name });
          expect(JSON.parse(changed)).toEqual(JSON.parse(JSON.stringify({ flags: { ...whole.flags, [name]: after } })));
          const state = whole.flags[name]?.defaultVariant === 'on' ? 'on' : 'off';
          expect(JSON.parse(edited({ state }, { text: changed, flag: name }).text)).toEqual(JSON.parse(source));
        },
      ),
    );
  });

  it.each([
    [text, text.trimEnd().length - 4],
    ['{"flags": {}}', 11],
  ])('creates a flag where that is asked, and only then (case %#)', (source, from) => {
    expect(set({ state: 'off' }, { text: source, flag: 'new' })).toMatchObject({ error: { kind: 'no-match' } });
    const {
      after,
      before,
      text: changed,
    } = edited({ state: 'off' }, { text: source, flag: 'new', ifAbsent: 'create' });
    expect(before).toBeUndefined();
    expect(after).toEqual({ state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' });
    expect(changed.slice(0, from - 2)).toBe(source.slice(0, from - 2));
    expect(JSON.parse(changed)).toMatchObject({ flags: { new: after } });
    expect(Object.keys((JSON.parse(changed) as { flags: object }).flags).at(-1)).toBe('new');
  });

  it('overwrites rules of others for off alone', () => {
    expect(set(percentage(5), { flag: 'ruled' })).toMatchObject({ error: { kind: 'usage', line: 14 } });
    const disabled = text.replaceAll('ENABLED', 'DISABLED');
    expect(set({ state: 'on' }, { flag: 'ruled', text: disabled })).toMatchObject({ error: { kind: 'usage' } });
    expect(edited({ state: 'off' }, { flag: 'ruled' }).after).not.toHaveProperty('targeting');
  });

  it.each([
    ['is cut off', text.slice(0, 300), {}, 'malformed-file', 9, /cut off/],
    ['is empty', '', {}, 'malformed-file', 1, /empty/],
    ['is YAML', 'flags:\n  a: 1\n', {}, 'malformed-file', 1, /not valid JSON/],
    ['is a list', '[]', {}, 'malformed-file', 1, /is a list, and keys with values/],
    ['has no flags', '{\n"flag": {}}', {}, 'malformed-file', 1, /flags: is required/],
    ['has flags in a list', '{\n"flags": []}', {}, 'malformed-file', 2, /is a list, and keys with values/],
    ['has one flag twice', '{"flags": {\n"a": 1,\n"a": 2}}', {}, 'malformed-file', 3, /unique/],
    [
      'has another flag that is wrong',
      text.replace('"red": "r"', '"blue": "b"'),
      {},
      'malformed-file',
      6,
      /colour.defaultVariant: is the name of none/,
    ],
    ['has another state', text.replace('DISABLED', 'OFF'), {}, 'malformed-file', 10, /journal.state/],
    ['has no such flag', text, { flag: 'jurnal' }, 'no-match', 4, /no flag jurnal\. Did you mean journal/],
    ['has no such flag, but an inherited name', text, { flag: '__proto__' }, 'no-match', 4, /no flag __proto__/],
    [
      'has a flag that is no boolean',
      text,
      { flag: 'colour' },
      'malformed-file',
      5,
      /colour is no boolean flag: its variant red/,
    ],
    [
      'has a flag that can only be true',
      text.replace('"no": false', '"no": true'),
      {},
      'malformed-file',
      8,
      /no variant is false/,
    ],
  ])('refuses a file that %s', (_, source, more, kind, line, message) => {
    const edit = set({ state: 'off' }, { text: source, ...more });
    expect(edit).toMatchObject({
      ok: false,
      error: { kind, file: 'flags.json', message: expect.stringMatching(message) },
    });
    expect(edit.ok ? 0 : edit.error.line).toBe(line);
  });
});
