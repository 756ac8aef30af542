import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintDiagram, parseDiagram } from '@interlock/core/diagram';
import { describe, expect, it } from '@jest/globals';

/** `line rule` of each finding, `!` before an error; what a bare diagram lacks as a whole stands on line 1. */
function findings(name: string) {
  const { diagram, problems } = parseDiagram(
    readFileSync(join(import.meta.dirname, 'diagrams', `${name}.puml`), 'utf8'),
  );
  return [...problems, ...lintDiagram(diagram)].map(
    ({ at, level, rule }) => `${level === 'error' ? '!' : ''}${at.line} ${rule}`,
  );
}
const bare = ['1 diagram-name', '!1 header-missing', '!1 legend-missing', '!1 security-missing'];

describe('the four flows as bare PlantUML', () => {
  it('propose and verify uses a Monitor that it does not declare', () => {
    expect(findings('propose-and-verify')).toEqual([
      ...bare,
      '22 label-verb',
      '!22 approval-unmarked',
      '!23 approval-unmarked',
      '!27 participant-undeclared',
      '28 label-verb',
    ]);
  });

  it('trusted agent has an actor that PlantUML cannot read', () => {
    const all = findings('trusted-agent');
    expect(all).toEqual(['!2 syntax', ...bare, '!9 participant-undeclared', '12 label-verb']);
    const { problems } = parseDiagram('@startuml x\nactor Agent (trusted)\n@enduml');
    expect(problems).toEqual([
      expect.objectContaining({
        at: { line: 2, column: 13 },
        message: '“(trusted)” stands behind the name “Agent”',
        fix: 'Put the whole name in quotes: actor "Agent (trusted)" as Agent',
      }),
    ]);
  });

  it('emergency hotfix lets approvals and a token pass unmarked', () => {
    expect(findings('emergency-hotfix')).toEqual([
      ...bare,
      '!17 approval-unmarked',
      '!17 credential-unmarked',
      '!18 approval-unmarked',
      '!18 credential-unmarked',
      '22 label-verb',
    ]);
  });

  it('the base template too', () => {
    expect(findings('agent-ci')).toEqual([
      ...bare,
      '14 label-verb',
      '17 label-verb',
      '!19 approval-unmarked',
      '!20 approval-unmarked',
      '!20 credential-unmarked',
    ]);
  });
});
