import { describe, expect, it } from '@jest/globals';
import { parseConfig } from './index.ts';

describe('parseConfig', () => {
  it('reads the policy and the floors', () => {
    const text = 'policy: pack:quality\ncoverage:\n  floor:\n    unit: 80\n';
    expect(parseConfig(text)).toMatchObject({
      ok: true,
      value: { policy: 'pack:quality', coverage: { floor: { unit: 80 } } },
    });
  });

  it('reads a list of policies', () => {
    const value = { policy: ['pack:lanes', 'rules'] };
    expect(parseConfig('policy: [pack:lanes, rules]\n')).toMatchObject({ ok: true, value });
  });

  it('takes an empty file for no wishes', () => {
    expect(parseConfig('')).toMatchObject({ ok: true, value: { coverage: {} } });
  });

  it.each([
    ['no policy in a list', 'policy: []\n', 1],
    ['a wrong name in a list', 'policy:\n  - pack:quality\n  - pack:Quality\n', 3],
    ['a wrong name', 'policy: pack:Quality\n', 1],
    ['an unknown key', 'policy: pack:quality\npolicies: x\n', 2],
    ['a floor above 100', 'coverage:\n  floor:\n    unit: 101\n', 3],
    ['floors as a list', 'coverage:\n  floor: [80]\n', 2],
    ['handles as a list', 'approval:\n  handles: [[a]]\n', 2],
    ['an unknown level', 'approval:\n  securityKey: sometimes\n', 2],
    ['an address of another protocol', 'approval:\n  notify: { webhook: file:///x }\n', 2],
    ['broken YAML', 'policy: [\n', 2],
    ['a key given twice', 'policy: a\npolicy: b\n', 2],
    ['a list', '- policy\n', 1],
    ['an empty list', '# rules\n[]\n', 2],
    ['an empty list of coverage', 'policy: a\ncoverage: []\n', 2],
    ['an empty list of floors', 'coverage:\n  floor: []\n', 2],
    ['an empty list of handles', 'approval:\n  handles: []\n', 2],
    ['an empty list of approval', 'approval: []\n', 1],
    ['an alias', 'coverage: &a\n  floor: *a\n', undefined],
  ])('refuses %s', (_, text, line) => {
    const result = parseConfig(text);
    expect(result).toMatchObject({ ok: false, error: { kind: 'malformed-file', file: '.interlock/config.yml' } });
    if (line !== undefined) expect(result).toMatchObject({ error: { line } });
  });
});
