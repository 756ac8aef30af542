import { expect, it } from '@jest/globals';
import { agentNamed, parseAgents } from './index.ts';

const good = `schema: interlock/agents/v1
agents:
  coder:
    key: SHA256:${'A'.repeat(43)}
    workspace: ws-1
    validator: ann@example.org
    expires: 2030-01-01T00:00:00Z
    targets:
      branches: [next]
      paths: [docs/**]
    limits: { files: 3, lines: 20 }
`;

it('reads an entry, and asks for two runs of the tests where it says nothing', () => {
  const parsed = parseAgents(good);
  expect(parsed).toMatchObject({ ok: true, value: { agents: { coder: { workspace: 'ws-1', tests: { runs: 2 } } } } });
  expect(parsed.ok && agentNamed(parsed.value, 'coder')?.limits).toEqual({ files: 3, lines: 20 });
  expect(parsed.ok && agentNamed(parsed.value, 'toString')).toBeUndefined();
});

it.each<[string, string, string, number, RegExp]>([
  ['an unknown key', '    workspace:', '    workspaces: x\n    workspace:', 5, /Did you mean workspace\?/],
  ['an unknown schema', 'agents/v1', 'agents/v2', 1, /schema/],
  ['a key that is no fingerprint', `SHA256:${'A'.repeat(43)}`, 'ssh-ed25519', 4, /must be a fingerprint/],
  ['no time', '2030-01-01T00:00:00Z', 'soon', 7, /must be a UTC time/],
  ['a glob that is not understood', 'docs/**', '"docs/{a,b}"', 10, /is no path from the root/],
  ['no paths', '[docs/**]', '[]', 10, /is empty/],
  ['no limit', 'files: 3', 'files: 0', 11, /files/],
  ['one run', 'limits:', 'tests: { runs: 1 }\n    limits:', 11, /runs/],
  ['no validator', '    validator: ann@example.org\n', '', 3, /validator: is required/],
])('refuses %s, with its line', (_, from, to, line, says) => {
  expect(parseAgents(good.replace(from, to))).toMatchObject({
    ok: false,
    error: { kind: 'malformed-file', file: '.interlock/agents.yml', line, message: expect.stringMatching(says) },
  });
});
