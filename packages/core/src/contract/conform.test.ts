import { describe, expect, it } from '@jest/globals';
import type { Diagram, Step } from '../diagram/syntax.ts';
import {
  diagram,
  divider,
  end,
  entry,
  fragment,
  loop,
  message,
  participant,
  trace,
  unobserved,
} from './diagram-fixture.ts';
import { checkConformance, exampleTraces, type Conformance, type FindDiagram, type TraceEntry } from './index.ts';

function check(what: readonly Step[] | Diagram, entries: readonly TraceEntry[], find?: FindDiagram): Conformance {
  const result = checkConformance('steps' in what ? what : diagram(what), entries, find);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
const verdict = (what: readonly Step[] | Diagram, ...texts: readonly string[]) => check(what, trace(...texts)).verdict;
/** The messages of the tests have lifelines that are no actors, so that each entry stands for any. */
const m = message;

describe('a contract', () => {
  const propose = [m('A>R:open'), m('R>C:trigger'), m('C>P:submit'), m('P>C:judge')];
  const told = ['A>R:open', 'R>C:trigger', 'C>P:submit', 'P>C:judge'];

  it('is kept by what it says, in order and to the end', () => {
    expect(check(propose, trace(...told))).toMatchObject({ verdict: 'conforms', expected: [], states: 1 });
    expect(check(propose, trace(...told)).path.map(({ messages }) => messages[0]?.label)).toEqual([
      'open',
      'trigger',
      'submit',
      'judge',
    ]);
  });

  it('names the first deviation and exactly what could have come', () => {
    expect(check(propose, trace('A>R:open', 'C>P:submit'))).toMatchObject({
      verdict: 'deviates',
      stopped: { index: 1, id: 'C>P:submit', why: 'submit (done) is not allowed here' },
      expected: [{ label: 'trigger', line: propose[1]?.at.line }],
    });
  });

  it('says what is missing where it stopped early', () => {
    expect(check(propose, trace(...told.slice(0, 3)))).toMatchObject({
      verdict: 'incomplete',
      expected: [{ label: 'judge' }],
    });
  });

  it('knows no event that it does not name, unless it leaves it out', () => {
    expect(verdict(propose, 'A>R:open', 'look')).toBe('deviates');
    const lenient = diagram(propose, { ignore: ['look'] });
    expect(check(lenient, trace('look', ...told, 'look'))).toMatchObject({ verdict: 'conforms', ignored: 2 });
  });

  it('lists the messages that nothing tells of', () => {
    const silent = unobserved('R>A:mail');
    expect(check([...propose, silent], trace(...told))).toMatchObject({
      verdict: 'conforms',
      unobserved: [{ diagram: 'test', line: silent.at.line }],
    });
  });

  it('compares who sent it and to whom, by name and by stereotype', () => {
    const named = diagram([m('R>C:go')], {
      participants: [participant('R', 'GitHub', ['Repo', 'Gate']), participant('C', 'CI')],
    });
    expect(verdict(named, 'Repo>CI:go')).toBe('conforms');
    expect(verdict(named, 'Gate>CI:go')).toBe('conforms');
    expect(verdict(named, 'Agent>CI:go')).toBe('deviates');
    expect(verdict(named, 'Repo>Agent:go')).toBe('deviates');
  });
});

describe('what was refused', () => {
  const merge = [m('P>C:judge'), m('R>C:merge')];

  it('does not go on, and is no deviation', () => {
    expect(check(merge, trace('judge', 'merge!refused'))).toMatchObject({
      verdict: 'refused',
      attempts: [{ type: 'merge', expected: true }],
      expected: [{ label: 'merge' }],
    });
    expect(verdict(merge, 'judge', 'merge!refused', 'merge')).toBe('conforms');
    expect(check(merge, trace('merge!refused', 'judge', 'merge'))).toMatchObject({
      verdict: 'conforms',
      attempts: [{ type: 'merge', expected: false }],
    });
  });

  it('goes on where the diagram asks for that outcome', () => {
    const asked = [
      m('P>C:judge', [{ name: 'outcome', operator: '=', value: 'refused' }]),
      fragment('break', [m('C>R:close'), end]),
      m('R>C:merge'),
    ];
    expect(verdict(asked, 'judge!refused', 'close')).toBe('conforms');
    expect(verdict(asked, 'judge', 'merge')).toBe('deviates');
  });

  it('is not taken for done', () => {
    expect(verdict(merge, 'judge!undecided', 'merge')).toBe('deviates');
    expect(verdict(merge, 'judge!needs-approval', 'merge')).toBe('conforms');
  });
});

describe('a condition', () => {
  const lanes = [
    fragment(
      'alt',
      [m('R>C:merge', [{ name: 'lane', operator: '=', value: 'hotfix' }]), m('C>D:dark')],
      [m('R>C:merge', [{ name: 'lane', operator: '!=', value: 'hotfix' }]), m('C>D:canary')],
    ),
  ];

  it('chooses by a fact of the event', () => {
    const hotfix = entry('merge', { lane: 'hotfix' });
    expect(check(lanes, [hotfix, entry('dark')]).verdict).toBe('conforms');
    expect(check(lanes, [hotfix, entry('canary')]).verdict).toBe('deviates');
    expect(check(lanes, [entry('merge', { lane: 'default' }), entry('canary')]).verdict).toBe('conforms');
    expect(check(lanes, [entry('merge'), entry('canary')]).verdict).toBe('conforms');
    expect(check(lanes, [entry('merge', JSON.parse('{"__proto__":{"lane":"hotfix"}}')), entry('dark')]).verdict).toBe(
      'deviates',
    );
  });

  it('is not decided where the fact was deleted', () => {
    expect(check(lanes, [entry('merge', 'redacted'), entry('dark')])).toMatchObject({
      verdict: 'undecided',
      stopped: { index: 0, why: expect.stringContaining('deleted') },
    });
    expect(check([m('R>C:merge')], [entry('merge', 'redacted')]).verdict).toBe('conforms');
  });
});

describe('order', () => {
  const comment = [m('A>R:open'), m('R>C:trigger'), m('A>R:comment')];

  it('holds along a lifeline only: others overtake', () => {
    expect(verdict(comment, 'open', 'comment', 'trigger')).toBe('deviates');
    const apart = [m('A>R:open'), m('C>P:submit')];
    expect(verdict(apart, 'submit', 'open')).toBe('conforms');
    expect(verdict(diagram(apart, { order: 'strict' }), 'submit', 'open')).toBe('deviates');
  });

  it('holds across a divider', () => {
    const divided = [m('A>R:open'), divider, m('C>P:submit')];
    expect(verdict(divided, 'submit', 'open')).toBe('deviates');
    expect(verdict(divided, 'open', 'submit')).toBe('conforms');
    const behindBreak = [m('A>R:open'), fragment('break', [m('R>A:close')]), divider, m('C>P:submit')];
    expect(verdict(behindBreak, 'submit', 'open')).toBe('deviates');
    expect(verdict(behindBreak, 'open', 'close')).toBe('conforms');
  });
});

describe('fragments', () => {
  it('alt takes one branch, opt none or one', () => {
    const choice = [fragment('alt', [m('A>B:x')], [m('A>B:y')], []), fragment('opt', [m('A>B:z')])];
    for (const told of [['x'], ['y', 'z'], [], ['z']]) expect(verdict(choice, ...told)).toBe('conforms');
    expect(verdict(choice, 'x', 'y')).toBe('deviates');
  });

  it.each([
    ['2..3', [2, 3], [0, 1, 4]],
    ['2 times', [2], [1, 3]],
    ['1..* commits', [1, 7], [0]],
    ['until it is green', [0, 1, 9], []],
  ])('loop %s', (condition, good, bad) => {
    const repeated = [loop(condition, m('A>B:x')), m('A>B:y')];
    const told = (times: number) => verdict(repeated, ...Array.from({ length: times }, () => 'x'), 'y');
    expect(good.map(told)).toEqual(good.map(() => 'conforms'));
    expect(bad.map(told)).toEqual(bad.map(() => 'deviates'));
  });

  it.each(['0..*', '0..3', '2..*'])(
    'a later round of loop %s may start first, where the earlier ones leave its lifelines alone',
    (condition) => {
      const rounds = [loop(condition, fragment('alt', [m('A>B:x')], [m('C>D:y'), m('D>A:w')]))];
      expect(verdict(rounds, 'y', 'x', 'w')).toBe('conforms');
      expect(verdict(rounds, 'y', 'x', 'x')).toBe('incomplete');
      expect(verdict(rounds, 'w', 'y')).toBe('deviates');
    },
  );

  it('par mixes its branches and keeps the order of each', () => {
    const both = [fragment('par', [m('A>B:a'), m('A>B:b')], [m('A>B:c')])];
    for (const told of ['abc', 'acb', 'cab']) expect(verdict(both, ...told)).toBe('conforms');
    expect(verdict(both, 'b', 'a', 'c')).toBe('deviates');
    expect(verdict(both, 'a', 'b')).toBe('incomplete');
  });

  it('group and critical change nothing', () => {
    expect(verdict([fragment('group', [m('A>B:x')]), fragment('critical', [m('A>B:y')])], 'x', 'y')).toBe('conforms');
  });

  it('break leaves the innermost fragment only; @end leaves the diagram', () => {
    const inAlt = (...more: readonly Step[]) => [
      fragment('alt', [m('P>C:ok')], [m('P>C:bad'), fragment('break', [m('R>A:reject'), ...more])]),
      m('R>C:merge'),
    ];
    expect(verdict(inAlt(), 'bad', 'reject', 'merge')).toBe('conforms');
    expect(verdict(inAlt(end), 'bad', 'reject', 'merge')).toBe('deviates');
    expect(verdict(inAlt(end), 'bad', 'reject')).toBe('conforms');
    expect(verdict(inAlt(end), 'ok', 'merge')).toBe('conforms');
  });

  it('nothing overtakes the end of a case', () => {
    const ended = [fragment('alt', [m('A>B:stop'), end], [m('A>B:go')]), m('C>D:later')];
    expect(verdict(ended, 'later', 'go')).toBe('conforms');
    expect(verdict(ended, 'later', 'stop')).toBe('deviates');
  });

  it('ref is another diagram, in the same lifelines by name', () => {
    const ref = (text: string): Step => ({ kind: 'ref', over: [], text, at: { line: 9, column: 1 } });
    const build = diagram([m('X>C:build')], { name: 'build', participants: [participant('X', 'A')] });
    const whole = diagram([m('A>B:open'), ref('build'), m('A>B:close')]);
    const find: FindDiagram = (name) => (name === 'build' ? build : undefined);
    expect(check(whole, trace('open', 'A>B:build', 'close'), find).verdict).toBe('conforms');
    expect(check(whole, trace('open', 'close'), find).verdict).toBe('deviates');
    const broken = checkConformance(diagram([ref('else')]), [], find);
    expect(broken).toMatchObject({ ok: false, error: { kind: 'malformed-file', line: 9 } });
    const round: FindDiagram = () => diagram([ref('round')], { name: 'round' });
    expect(checkConformance(diagram([ref('round')]), [], round)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('leads back') },
    });
  });

  it.each([
    ['@end in a par', [fragment('par', [m('A>B:x'), end], [m('A>B:y')])]],
    ['a loop that ends before it starts', [loop('3..1', m('A>B:x'))]],
    ['a loop of a million', [loop('1..999999', m('A>B:x'))]],
  ])('refuses %s', (_, steps) => {
    expect(checkConformance(diagram(steps), [])).toMatchObject({ ok: false, error: { kind: 'malformed-file' } });
  });
});

describe('a large contract', () => {
  it('of 10,000 messages is checked without a stack of them', () => {
    const steps = Array.from({ length: 10_000 }, (_, at) => m(`L${at % 9}>L${(at + 1) % 9}:t${at}`));
    const entries = steps.map(({ label }) => entry(label));
    expect(check(steps, entries).verdict).toBe('conforms');
    expect(check(steps, entries.slice(0, -1)).expected).toHaveLength(1);
  });

  it('with the same message in many parallel branches is not decided, and says why', () => {
    const branches = Array.from({ length: 18 }, (_, at) => [m('A>B:x'), m(`A>B:${at}`), m('A>B:x')]);
    const entries = [...Array.from({ length: 18 }, () => entry('x')), entry('1')];
    expect(check([fragment('par', ...branches)], entries)).toMatchObject({
      verdict: 'undecided',
      stopped: { why: expect.stringContaining('too many ways') },
    });
  });
});

describe('exampleTraces', () => {
  it('shows each message of the contract in a shortest trace', () => {
    const steps = [
      m('A>B:open'),
      fragment('alt', [m('P>C:pass'), m('R>C:merge')], [m('P>C:fail'), end]),
      loop('2..*', m('R>C:sample')),
      fragment('opt', [m('C>D:back')]),
    ];
    const examples = exampleTraces(diagram(steps), 10);
    expect(examples.ok && examples.value.map((one) => one.map(({ label }) => label).join(' '))).toEqual([
      'open fail',
      'open pass merge sample sample',
      'open pass merge sample sample back',
    ]);
  });
});
