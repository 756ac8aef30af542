import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as v from 'valibot';
import { parseSettings } from './index.ts';

const schema = v.strictObject({
  name: v.string(),
  steps: v.optional(v.array(v.strictObject({ weight: v.number() })), []),
  from: v.optional(v.union([v.strictObject({ file: v.string() }), v.strictObject({ folder: v.string() })])),
});
const parse = (text: string) => parseSettings(text, { schema, file: 'f.yml', hint: 'See the reference.' });

describe('parseSettings', () => {
  it('reads YAML and JSON', () => {
    const value = { name: 'a', steps: [{ weight: 1 }] };
    expect(parse('name: a\nsteps:\n  - weight: 1\n')).toEqual({ ok: true, value });
    expect(parse(JSON.stringify(value))).toEqual({ ok: true, value });
  });

  it.each([
    ['nothing', '', 'name: is required and is not there.', undefined],
    ['a list', '# x\n- name\n', 'The file: is a list, and keys with values were expected.', 2],
    ['a text', 'name\n', 'The file: is "name", and keys with values were expected.', 1],
    ['a list in place of an object', 'name: a\nsteps:\n  - [1]\n', 'steps.0: is a list, and keys with values', 3],
    ['a value of the wrong type', 'name: [a]\n', 'name: Invalid type: Expected string but received Array.', 1],
    ['a misspelt key', 'steps: []\nnam: a\nname: b\n', 'nam: is not a known key. Did you mean name?', 2],
    ['a misspelt key below', 'name: a\nsteps:\n  - weight: 1\n    wieght: 2\n', 'Did you mean weight?', 4],
    ['a required key that is misspelt', 'steps: []\nnmae: a\n', 'nmae: is not a known key. Did you mean name?', 2],
    ['a required key that another key hides', 'x: 1\n', 'name: is required and is not there.', 1],
    ['a required key below that is misspelt', 'name: a\nsteps:\n  - wieght: 2\n', 'Did you mean weight?', 3],
    ['an unknown key', 'name: a\nx: 1\n', 'x: is not a known key; the keys here are name, steps, from.', 2],
    ['a key twice', 'name: a\nname: b\n', 'This file is not valid YAML: Map keys must be unique.', 2],
    ['an open list', 'name: [a\n', 'This file is not valid YAML: ', 2],
    ['an alias', 'name: &a x\nsteps: *a\n', 'This file has aliases (*name), and none were expected', undefined],
  ])('refuses %s', (_, text, message, line) => {
    const parsed = parse(text);
    expect(parsed).toMatchObject({ ok: false, error: { kind: 'malformed-file', file: 'f.yml' } });
    expect(parsed.ok ? '' : parsed.error.message).toContain(message);
    expect(parsed.ok ? '' : parsed.error.line).toBe(line);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => [true, false].includes(parse(text).ok)));
  });
});
