import { isFragment, type Diagram, type Fragment, type Participant, type Step } from './syntax.ts';

/** The same diagram for places that draw Mermaid (mermaid.js.org/syntax/sequenceDiagram.html). */
export function toMermaid(diagram: Diagram): string {
  const names = new Map(diagram.participants.map(({ id }, at) => [id, `p${at + 1}`]));
  const edges = ['[', ']'].filter((edge) => usesEdge(diagram.steps, edge));
  for (const edge of edges) names.set(edge, edge === '[' ? 'left' : 'right');
  const title = diagram.title === undefined ? [] : ['---', `title: ${JSON.stringify(oneLine(diagram.title))}`, '---'];
  const lines = [
    ...title,
    'sequenceDiagram',
    ...edges.filter((edge) => edge === '[').map(() => '  participant left as ·'),
    ...diagram.participants.map((one) => participantLine(one, names)),
    ...edges.filter((edge) => edge === ']').map(() => '  participant right as ·'),
    ...stepLines(diagram.steps, { names, first: diagram.participants[0], last: diagram.participants.at(-1) }, '  '),
  ];
  return `${lines.join('\n')}\n`;
}

interface Scope {
  readonly names: ReadonlyMap<string, string>;
  readonly first: Participant | undefined;
  readonly last: Participant | undefined;
}

function participantLine({ id, kind, name, stereotypes }: Participant, names: Scope['names']): string {
  const shown = [...stereotypes.map((one) => `«${one}»`), name].join(' ');
  return `  ${kind === 'actor' ? 'actor' : 'participant'} ${names.get(id) ?? id} as ${escape(shown)}`;
}

function stepLines(steps: readonly Step[], scope: Scope, indent: string): readonly string[] {
  return steps.flatMap((step) => {
    if (isFragment(step)) return fragmentLines(step, scope, indent);
    switch (step.kind) {
      case 'message':
        return [
          `${indent}${nameOf(step.from, scope)}${step.line === 'dashed' ? '-->>' : '->>'}${nameOf(step.to, scope)}: ${escape(step.label) || ' '}`,
        ];
      case 'divider':
        return noteOver(all(scope), `== ${step.title} ==`, scope, indent);
      case 'ref':
        return noteOver(step.over, `ref: ${step.text}`, scope, indent);
      case 'note':
        return noteOver(step.over.length === 0 ? all(scope) : step.over, step.text, scope, indent);
      case 'end':
        return [];
    }
  });
}

const all = ({ first, last }: Scope) => [first, last].flatMap((one) => one?.id ?? []);

function noteOver(ids: readonly string[], text: string, scope: Scope, indent: string): readonly string[] {
  const ends = [...new Set([ids[0], ids.at(-1)].flatMap((id) => (id === undefined ? [] : nameOf(id, scope))))];
  return ends.length === 0 ? [] : [`${indent}Note over ${ends.join(',')}: ${escape(text)}`];
}

const nameOf = (id: string, { names }: Scope) => names.get(id) ?? id;

/** How Mermaid calls a fragment, and what parts its branches. */
const fragments: Readonly<Record<Fragment['kind'], readonly [open: string, next: string]>> = {
  alt: ['alt', 'else'],
  opt: ['opt', 'else'],
  loop: ['loop', 'else'],
  par: ['par', 'and'],
  break: ['break', 'else'],
  critical: ['critical', 'option'],
  group: ['rect rgb(245, 245, 245)', 'else'],
};

function fragmentLines({ branches, kind }: Fragment, scope: Scope, indent: string): readonly string[] {
  const [open, next] = fragments[kind];
  return [
    ...branches.flatMap(({ condition, steps }, at) => [
      ...(kind === 'group'
        ? [`${indent}${open}`, ...(condition === '' ? [] : noteOver(all(scope), condition, scope, `${indent}  `))]
        : [`${indent}${at === 0 ? open : next} ${escape(condition)}`.trimEnd()]),
      ...stepLines(steps, scope, `${indent}  `),
    ]),
    `${indent}end`,
  ];
}

function usesEdge(steps: readonly Step[], edge: string): boolean {
  return steps.some((step) => {
    if (step.kind === 'message') return step.from === edge || step.to === edge;
    return 'branches' in step && step.branches.some((branch) => usesEdge(branch.steps, edge));
  });
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** `;`, `#` and `:` have a meaning, `end` closes a fragment, and angle brackets would become HTML. */
function escape(text: string): string {
  return oneLine(text.replaceAll(String.raw`\n`, ' '))
    .replaceAll(/[#;:<>"&`%{}\\\p{Cc}\p{Cf}]/gu, (character) => `#${character.codePointAt(0) ?? 0};`)
    .replaceAll(/\bend\b/gi, (word) => `#${word.codePointAt(0) ?? 0};${word.slice(1)}`);
}
