import { describe, expect, it } from '@jest/globals';
import { mostNesting } from './fragments.ts';
import { mostMessages, parseDiagram } from './parse-diagram.ts';
import type { Message, Step } from './syntax.ts';

const parse = (...lines: readonly string[]) => parseDiagram(['@startuml test', ...lines, '@enduml', ''].join('\n'));

/** The steps of a source that has no problem. */
function steps(...lines: readonly string[]): readonly Step[] {
  const { diagram, problems } = parse(...lines);
  expect(problems).toEqual([]);
  return diagram.steps;
}
function message(line: string): Message {
  const [step] = steps(line);
  if (step?.kind !== 'message') throw new Error('no message');
  return step;
}
/** `line:column message` of each problem. */
const problems = (...lines: readonly string[]) =>
  parse(...lines).problems.map(({ at, message: says }) => `${at.line}:${at.column} ${says}`);

describe('a message', () => {
  it.each([
    ['A -> B : go', 'A', 'B', 'solid', 'go'],
    ['A->B:go', 'A', 'B', 'solid', 'go'],
    ['A <- B : go', 'B', 'A', 'solid', 'go'],
    ['A --> B : go', 'A', 'B', 'dashed', 'go'],
    ['A <-- B : go', 'B', 'A', 'dashed', 'go'],
    ['A ->> B : go', 'A', 'B', 'solid', 'go'],
    ['A <<-- B : go', 'B', 'A', 'dashed', 'go'],
    [String.raw`A -\ B : go`, 'A', 'B', 'solid', 'go'],
    ['A -/ B : go', 'A', 'B', 'solid', 'go'],
    ['A ->o B : go', 'A', 'B', 'solid', 'go'],
    ['A o<- B : go', 'B', 'A', 'solid', 'go'],
    ['A ->x B : go', 'A', 'B', 'solid', 'go'],
    ['A -> A : go', 'A', 'A', 'solid', 'go'],
    ['"The agent" -> B : go', 'The agent', 'B', 'solid', 'go'],
    ['[-> B : go', '[', 'B', 'solid', 'go'],
    ['A ->] : go', 'A', ']', 'solid', 'go'],
    ['[<- B : go', 'B', '[', 'solid', 'go'],
    ['A -> B ++ : go', 'A', 'B', 'solid', 'go'],
    ['A -> B ++ #gold : go', 'A', 'B', 'solid', 'go'],
    ['A -> B --++ : go', 'A', 'B', 'solid', 'go'],
    ['A -> B : run SAST -> SBOM: v1.2', 'A', 'B', 'solid', 'run SAST -> SBOM: v1.2'],
    ['A -> B', 'A', 'B', 'solid', ''],
  ])('%s', (line, from, to, kind, label) => {
    expect(message(line)).toMatchObject({ kind: 'message', from, to, line: kind, label, at: { line: 2, column: 1 } });
  });

  it('has a colour', () => {
    expect(message('A -[#red]> B : go')).toMatchObject({ colour: 'red', line: 'solid' });
    expect(message('A -[#FF8800]-> B : go')).toMatchObject({ colour: 'FF8800', line: 'dashed' });
    expect(message('A -[#blue,dashed]> B : go')).toMatchObject({ colour: 'blue', line: 'dashed' });
  });

  it.each([
    ['A <-> B : go', '2:1 This arrow has no head, or one at each end'],
    ['A - B : go', '2:1 This arrow has no head, or one at each end'],
    ['A -> : go', '2:6 The arrow leads nowhere'],
    ['A -> B C : go', '2:8 “C : go” stands behind the participant “B”'],
    ['[->] : go', '2:1 The message has no participant'],
    ['& A -> B : go', '2:1 “& A -> B : go” is not in the subset of PlantUML that is read'],
  ])('%s is refused', (line, says) => {
    expect(problems(line)).toEqual([says]);
  });
});

describe('participants', () => {
  it('have a kind, a name that is shown, and one that messages use', () => {
    const { diagram, problems: found } = parse(
      'actor "Agent (trusted)" as Agent <<Agent>> <<external>> #gold',
      'participant Repo as "The repository" order 20',
      'database "Artifact\\nStore"',
      'create queue Q',
      'Agent -> X : go',
    );
    expect(found).toEqual([]);
    expect(diagram.participants).toMatchObject([
      { kind: 'actor', id: 'Agent', name: 'Agent (trusted)', stereotypes: ['Agent', 'external'], colour: 'gold' },
      { kind: 'participant', id: 'Repo', name: 'The repository', stereotypes: [] },
      { kind: 'database', name: 'Artifact Store' },
      { kind: 'queue', id: 'Q' },
      { id: 'X', firstUsedAt: { line: 6, column: 1 } },
    ]);
    expect(diagram.participants[4]).not.toHaveProperty('declaredAt');
  });

  it.each([
    ['participant', '2:12 This participant has no name'],
    ['participant A as', '2:17 Nothing stands behind “as”'],
    ['participant A [', '2:15 “[” stands behind the name “A”'],
  ])('%s is refused', (line, says) => {
    expect(problems(line)[0]).toBe(says);
  });

  it('are declared once', () => {
    expect(problems('actor A', 'actor A')).toEqual(['3:1 “A” is declared twice']);
  });
});

describe('fragments', () => {
  it('hold their branches', () => {
    const [alt, loop] = steps(
      'alt #lightgrey verdict = pass',
      '  A -> B : merge',
      'else verdict = fail',
      '  opt',
      '    A -> B : close',
      '  end',
      'end',
      'loop 1..20 commits',
      'end',
    );
    expect(alt).toMatchObject({
      kind: 'alt',
      colour: 'lightgrey',
      branches: [
        { condition: 'verdict = pass', steps: [{ label: 'merge', at: { line: 3, column: 3 } }] },
        { condition: 'verdict = fail', steps: [{ kind: 'opt', branches: [{ steps: [{ label: 'close' }] }] }] },
      ],
    });
    expect(loop).toMatchObject({ kind: 'loop', branches: [{ condition: '1..20 commits', steps: [] }] });
  });

  it.each(['alt x<-a', 'alt <- a', 'loop -> b', 'else o<- b', 'end -> a : x'])(
    '%s is a message to PlantUML, and refused',
    (line) => {
      expect(problems('alt', line, 'end')).toContain(
        '3:1 This line is a fragment to its reader and a message to PlantUML',
      );
    },
  );

  it('are told where they do not fit', () => {
    expect(problems('else', 'end', 'par', 'opt', 'else', 'end')).toEqual([
      '2:1 else stands outside of alt and par',
      '3:1 end closes nothing',
      '6:1 else stands outside of alt and par',
      '4:1 This par is never closed',
    ]);
    const deep = Array.from({ length: mostNesting + 1 }, () => 'group g');
    expect(problems(...deep)[0]).toBe(
      `${mostNesting + 2}:1 More than ${mostNesting} fragments stand inside one another`,
    );
  });
});

describe('what stands between messages', () => {
  it('dividers, references and notes are kept', () => {
    expect(
      steps(
        '== verify ==',
        'ref over A, B : build',
        'note over A : one line',
        'note right #pink',
        'two',
        'lines',
        'end note',
        'note across : all',
        '/ hnote left of A : beside',
      ),
    ).toMatchObject([
      { kind: 'divider', title: 'verify' },
      { kind: 'ref', over: ['A', 'B'], text: 'build' },
      { kind: 'note', over: ['A'], text: 'one line' },
      { kind: 'note', over: [], colour: 'pink', text: 'two\nlines' },
      { kind: 'note', over: [], text: 'all' },
      { kind: 'note', over: ['A'], text: 'beside' },
    ]);
  });

  it('title, legend and comments are kept', () => {
    const { diagram } = parse(
      "' team: platform | date: 2026-01-31",
      "/' a block",
      "of two lines '/",
      'title Agent CI',
      'left header',
      'version: 1.0',
      'end header',
      'legend right',
      'red: approval',
      'end legend',
    );
    expect(diagram).toMatchObject({
      name: 'test',
      title: 'Agent CI',
      legend: { text: 'red: approval', at: { line: 9, column: 1 } },
      comments: [
        { text: 'team: platform | date: 2026-01-31', at: { line: 2, column: 1 } },
        { text: 'a block', at: { line: 3 } },
        { text: 'of two lines', at: { line: 3 } },
        { text: 'version: 1.0', at: { line: 6 } },
      ],
    });
  });

  it('looks are read over', () => {
    expect(
      steps(
        'skinparam shadowing false',
        'skinparam sequence {',
        '  ArrowColor blue',
        '}',
        'hide footbox',
        'autonumber 10 5',
        'activate A',
        'deactivate A #gold',
        'destroy A',
        'box "Outside" #lightblue',
        'end box',
        '...',
        '... an hour later ...',
        '|||',
        '||45||',
      ),
    ).toEqual([]);
  });

  it.each([
    ['!include x.puml', /Write the diagram out/],
    ['!define A B', /Write the diagram out/],
    ['!procedure $x()', /Write the diagram out/],
    ['!theme plain', /Write the diagram out/],
    ['class A', /notation\.md/],
    ['return ok', /notation\.md/],
    ['partition x', /notation\.md/],
    ['{start} A -> B : x', /notation\.md/],
    [':go;', /notation\.md/],
  ])('%s is refused', (line, fix) => {
    const [found] = parse(line).problems;
    expect(found).toMatchObject({ at: { line: 2, column: 1 }, fix: expect.stringMatching(fix) });
  });
});

describe('pragmas', () => {
  it('bind a message', () => {
    const [first, second, third] = steps(
      '\' @event change-merged where outcome = done and lane != "hot fix"',
      'A -> B : merge',
      "' @unobserved the forge sends a mail",
      "' why so",
      'B -> A : notify',
      "' @end",
    );
    expect(first).toMatchObject({
      binding: {
        kind: 'event',
        type: 'change-merged',
        where: [
          { name: 'outcome', operator: '=', value: 'done' },
          { name: 'lane', operator: '!=', value: 'hot fix' },
        ],
      },
    });
    expect(second).toMatchObject({ binding: { kind: 'unobserved', why: 'the forge sends a mail' } });
    expect(third).toEqual({ kind: 'end', at: { line: 7, column: 1 } });
  });

  it('set the order and what is left out', () => {
    expect(
      parse("' @order strict", "' @ignore change-read, sbom-generated", "' @ignore audited").diagram,
    ).toMatchObject({
      order: 'strict',
      ignore: ['change-read', 'sbom-generated', 'audited'],
    });
  });

  it.each([
    ["' @evnt x", '2:1 @evnt is unknown'],
    ["' @event", '2:1 @event names no event type'],
    ["' @event a b", '2:1 “b” is no condition'],
    ["' @event a where x", '2:1 “a where x” has a condition that cannot be read'],
    ["' @event a where x = 1 or y = 2", '2:1 “or y = 2” is no condition'],
    ["' @event a", '2:1 @event stands before no message'],
    ["' @unobserved", '2:1 @unobserved says no reason'],
    ["' @order random", '2:1 “random” is no order'],
    ["' @ignore A,", '2:1 @ignore names no event types'],
    ["' @end now", '2:1 “now” stands behind @end'],
  ])('%s is refused', (line, says) => {
    expect(problems(line)).toEqual([says]);
  });
});

describe('a file', () => {
  it.each([
    ['', '1:1 There is no @startuml'],
    ['hello\n@startuml\n@enduml\n', '1:1 This stands outside of @startuml and @enduml'],
    ['@startuml\n', '2:1 There is no @enduml'],
    ['@startuml\n@enduml\n@startuml\n@enduml\n', '3:1 A second diagram begins here'],
    ["@startuml\n/' open\n@enduml\n", '2:1 This comment is never closed'],
    ["@startuml\n/' a '/ A -> B : x\n@enduml\n", '2:1 Something stands behind a comment'],
    ['@startuml\nlegend\nx\n@enduml\n', '2:1 This legend is never closed'],
    [`@startuml\ntitle ${'x'.repeat(5000)}\n@enduml\n`, '2:1 The line is longer than 4,000 characters'],
  ])('%j is refused', (source, says) => {
    const [first] = parseDiagram(source).problems;
    expect(`${first?.at.line}:${first?.at.column} ${first?.message}`).toBe(says);
  });

  it('may have a byte order mark and other line breaks', () => {
    expect(parseDiagram('\uFEFF@startuml x\r\nA -> B : go\r\n@enduml\r\n')).toMatchObject({
      problems: [],
      diagram: { name: 'x', steps: [{ label: 'go', at: { line: 2 } }] },
    });
  });

  it('tells all that is wrong with it, up to a hundred', () => {
    expect(problems(...Array.from({ length: 300 }, () => '!x'))).toHaveLength(100);
  });

  it('has a limit on its messages', () => {
    const lines = Array.from({ length: mostMessages + 1 }, () => 'A -> B : go');
    expect(problems(...lines.slice(1))).toEqual([]);
    expect(problems(...lines)[0]).toMatch(/^10002:1 There are more than 10000 messages/);
  });

  const started = (hostile: string) => {
    const before = process.cpuUsage();
    parseDiagram(`@startuml x\n${hostile}\n@enduml\n`);
    return process.cpuUsage(before).user;
  };
  it.each([
    ['dividers', (size: number) => `${'='.repeat(size)}x`],
    ['blanks', (size: number) => `alt${' '.repeat(size)}x\u0000`],
    ['arrows', (size: number) => `A ${'-'.repeat(size)} B`],
    ['quotes', (size: number) => '"'.repeat(size)],
    ['stereotypes', (size: number) => `actor A ${'<<a>>'.repeat(size / 5)}`],
    ['a skin', (size: number) => `skinparam a ${' b'.repeat(size / 2)} {`],
    ['a header', (size: number) => `' team : ${' '.repeat(size)}`],
  ])('of hostile %s takes no longer than it is long', (_, make) => {
    started(make(3900));
    const short = started(Array.from({ length: 20 }, () => make(390)).join('\n'));
    const long = started(Array.from({ length: 20 }, () => make(3900)).join('\n'));
    expect(long).toBeLessThan(Math.max(short, 2000) * 60);
  });
});

describe('what PlantUML refuses', () => {
  it('is a legend with text on its first line', () => {
    const { problems } = parseDiagram('@startuml x\nlegend red: approval\nend legend\n@enduml');
    expect(problems[0]).toMatchObject({ rule: 'syntax', at: { line: 2 } });
  });

  const problemsOf = (line: string) =>
    parseDiagram(`@startuml x\nparticipant A\n${line}\nA -> A : x\n@enduml`).problems.map(({ at }) => at.line);

  it.each([
    'autonumber x',
    'autonumber resume',
    'A -[#rnote d]> A : x',
    'A -[#FF0(00]> A : x',
    'A -[]> A : x',
    'A -[red]> A : x',
    'participant B #red #blue',
    'participant B #red <<x>>',
    'participant B order 3 order 4',
  ])('%s is refused here too', (line) => {
    expect(problemsOf(line)).toEqual([3]);
  });

  it.each([
    'autonumber',
    'autonumber stop',
    'autonumber 1 2 "<b>00"',
    'autonumber "x"',
    'A -[#red,dashed]-> A : x',
    'A -[bold]> A : x',
    'participant B <<x>> order 3 <<y>> #red',
  ])('and %s is not', (line) => {
    expect(problemsOf(line)).toEqual([]);
  });
});
