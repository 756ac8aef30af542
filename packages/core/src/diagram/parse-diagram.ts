import { readFragment, Steps } from './fragments.ts';
import { readMessage } from './message-line.ts';
import { readOpening, type Opening } from './note-line.ts';
import { readParticipant } from './participant-line.ts';
import { isPlain, opensStyle } from './plain-line.ts';
import { readPragma } from './pragma.ts';
import { syntaxError, type Problem } from './problem.ts';
import type { Comment, Diagram, EventBinding, Message, Participant, Position, Unobserved } from './syntax.ts';
import { fragmentKinds } from './syntax.ts';
import { readTextLine, type TextBlock } from './text-block.ts';

const opensFragment = new RegExp(`^\\s*(?:${fragmentKinds.join('|')}|else|also|end)\\b`);

export const mostMessages = 10_000;
const mostProblems = 100;

export interface ParsedDiagram {
  /** What could be read; only without problems is it the whole. */
  readonly diagram: Diagram;
  readonly problems: readonly Problem[];
}

/** Reads a sequence diagram in the subset of PlantUML that docs/reference/notation.md describes. Never throws. */
export function parseDiagram(source: string): ParsedDiagram {
  const reader = new Reader();
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, text] of lines.entries()) {
    if (reader.full) break;
    reader.read(text, index + 1);
  }
  return reader.finish(lines.length);
}

/** Text that goes on over lines, and who takes it once it is whole. */
interface OpenText {
  readonly until: RegExp;
  readonly lines: string[];
  readonly at: Position;
  readonly what: string;
  readonly take: (text: string) => void;
}

class Reader {
  readonly #problems: Problem[] = [];
  readonly #participants = new Map<string, Participant>();
  readonly #steps = new Steps();
  readonly #comments: Comment[] = [];
  #state: 'before' | 'inside' | 'after' = 'before';
  #name = '';
  #title: string | undefined;
  #legend: Diagram['legend'];
  #order: Diagram['order'] = 'weak';
  #ignore: readonly string[] = [];
  #binding: EventBinding | Unobserved | undefined;
  #text: OpenText | undefined;
  #messages = 0;

  get full(): boolean {
    return this.#problems.length >= mostProblems || this.#messages > mostMessages;
  }

  read(raw: string, line: number): void {
    const text = raw.trim();
    const at = { line, column: raw.length - raw.trimStart().length + 1 };
    if (this.#text !== undefined) this.#readText(this.#text, text);
    else if (text.startsWith("'")) this.#comment(text.slice(1).trim(), at);
    else if (text.startsWith("/'")) this.#blockComment(text, at);
    else if (text !== '') this.#content(raw, text, at);
  }

  finish(lines: number): ParsedDiagram {
    const end = { line: lines, column: 1 };
    if (this.#text !== undefined)
      this.#wrong(this.#text.at, `This ${this.#text.what} is never closed`, 'Close it as PlantUML says');
    if (this.#state === 'before')
      this.#wrong({ line: 1, column: 1 }, 'There is no @startuml', 'Begin with @startuml name');
    if (this.#state === 'inside') this.#wrong(end, 'There is no @enduml', 'End with @enduml');
    this.#unusedBinding();
    this.#problems.push(...this.#steps.finish());
    return { diagram: this.#diagram(), problems: this.#problems.slice(0, mostProblems) };
  }

  #diagram(): Diagram {
    return {
      name: this.#name,
      ...(this.#title === undefined ? {} : { title: this.#title }),
      participants: [...this.#participants.values()],
      steps: this.#steps.all,
      ...(this.#legend === undefined ? {} : { legend: this.#legend }),
      comments: this.#comments,
      order: this.#order,
      ignore: this.#ignore,
    };
  }

  #content(raw: string, text: string, at: Position): void {
    if (this.#state !== 'inside') return this.#outside(text, at);
    if (text === '@enduml') {
      this.#state = 'after';
      return;
    }
    if (raw.length > 4000) return this.#wrong(at, 'The line is longer than 4,000 characters', 'Shorten it');
    if (this.#message(raw, at)) return;
    if (this.#binding !== undefined) this.#unusedBinding();
    const handled =
      this.#fragment(text, at) || this.#opening(raw, at) || this.#block(text, at) || this.#participant(raw, at);
    if (!handled && !isPlain(text)) this.#unknown(text, at);
  }

  #outside(text: string, at: Position): void {
    const [, name] = /^@startuml(?:\s+(.*))?$/.exec(text) ?? [];
    if (!text.startsWith('@startuml')) {
      return this.#wrong(at, 'This stands outside of @startuml and @enduml', 'Move it inside, or make it a comment');
    }
    if (this.#state === 'after')
      return this.#wrong(at, 'A second diagram begins here', 'Put each diagram in its own file');
    this.#state = 'inside';
    this.#name = name?.trim() ?? '';
  }

  #message(raw: string, at: Position): boolean {
    const message = readMessage(raw, at.line);
    if (message === undefined) return false;
    // PlantUML takes `alt x<- b` for a message of a participant that is called alt.
    if (opensFragment.test(raw))
      this.#wrong(
        at,
        'This line is a fragment to its reader and a message to PlantUML',
        'Say the condition without an arrow',
      );
    else if ('rule' in message) this.#problems.push(message);
    else this.#addMessage(message);
    return true;
  }

  #addMessage(message: Message): void {
    this.#messages += 1;
    if (this.#messages > mostMessages)
      return this.#wrong(message.at, `There are more than ${mostMessages} messages`, 'Split the diagram with ref');
    for (const id of [message.from, message.to]) this.#use(id, message.at);
    const binding = this.#binding;
    this.#binding = undefined;
    this.#steps.add(binding === undefined ? message : { ...message, binding });
  }

  /** PlantUML makes a participant of a name that was never declared. */
  #use(id: string, at: Position): void {
    if (id === '[' || id === ']') return;
    const known = this.#participants.get(id) ?? { kind: 'participant' as const, id, name: id, stereotypes: [] };
    if (known.firstUsedAt === undefined) this.#participants.set(id, { ...known, firstUsedAt: at });
  }

  #participant(raw: string, at: Position): boolean {
    const found = readParticipant(raw, at.line);
    if (found === undefined) return false;
    if ('rule' in found) this.#problems.push(found);
    else if (this.#participants.get(found.id)?.declaredAt !== undefined)
      this.#wrong(at, `“${found.id}” is declared twice`, 'Remove one of the two lines');
    else this.#participants.set(found.id, { ...this.#participants.get(found.id), ...found });
    return true;
  }

  #fragment(text: string, at: Position): boolean {
    const [, again, condition = ''] = /^(else|also)(?:\s*#[A-Za-z0-9]{1,30})?(?:\s+(.*))?$/.exec(text) ?? [];
    if (again !== undefined) return this.#note(this.#steps.branch(condition.trim(), at));
    if (text === 'end') return this.#note(this.#steps.close(at));
    const title = dividerTitle(text);
    if (title !== undefined) {
      this.#steps.add({ kind: 'divider', title, at });
      return true;
    }
    const opened = readFragment(text);
    if (opened === undefined) return false;
    return this.#note(this.#steps.open(opened.kind, opened.condition, opened.colour, at));
  }

  #note(found: Problem | undefined): true {
    if (found !== undefined) this.#problems.push(found);
    return true;
  }

  #opening(raw: string, at: Position): boolean {
    const opening = readOpening(raw, at.line);
    if (opening === undefined) return false;
    if ('rule' in opening) this.#problems.push(opening);
    else if (opening.text !== undefined) this.#addOpening(opening, opening.text);
    else {
      const until = opening.kind === 'ref' ? /^end\s?ref$/ : /^end\s?[hr]?note$/;
      const take = (text: string) => this.#addOpening(opening, text);
      this.#text = { until, lines: [], at, what: opening.kind, take };
    }
    return true;
  }

  #addOpening({ at, colour, kind, over }: Opening, text: string): void {
    if (kind === 'ref') this.#steps.add({ kind, over, text, at });
    else this.#steps.add({ kind, over, text, ...(colour === undefined ? {} : { colour }), at });
  }

  #block(text: string, at: Position): boolean {
    if (opensStyle(text)) {
      this.#text = { until: /^\}$/, lines: [], at, what: 'skinparam', take: () => undefined };
      return true;
    }
    const block = readTextLine(text);
    if (block === undefined) return false;
    const take = (body: string) => this.#takeText(block.kind, body, at);
    if (block.text === undefined) this.#text = { until: block.until, lines: [], at, what: block.kind, take };
    else take(block.text);
    return true;
  }

  #takeText(kind: TextBlock['kind'], text: string, at: Position): void {
    if (kind === 'title') this.#title = text;
    else if (kind === 'legend') this.#legend = { text, at };
    else this.#comments.push(...text.split('\n').map((line) => ({ text: line, at })));
  }

  #readText(open: OpenText, text: string): void {
    if (!open.until.test(text)) {
      open.lines.push(text);
      return;
    }
    this.#text = undefined;
    const last = text.endsWith("'/") ? text.slice(0, -2) : '';
    open.take([...open.lines, last].join('\n').trim());
  }

  #comment(text: string, at: Position): void {
    if (!text.startsWith('@')) {
      this.#comments.push({ text, at });
      return;
    }
    const pragma = readPragma(text, at);
    this.#unusedBinding();
    if (pragma.kind === 'wrong') this.#wrong(at, pragma.why, pragma.fix);
    else if (pragma.kind === 'binding') this.#binding = pragma.binding;
    else if (pragma.kind === 'end') this.#steps.add({ kind: 'end', at });
    else if (pragma.kind === 'order') this.#order = pragma.order;
    else this.#ignore = [...this.#ignore, ...pragma.types];
  }

  #blockComment(text: string, at: Position): void {
    const take = (body: string) => this.#comments.push(...body.split('\n').map((line) => ({ text: line.trim(), at })));
    const end = text.indexOf("'/", 2);
    if (end === -1) this.#text = { until: /'\/$/, lines: [text.slice(2)], at, what: 'comment', take };
    else if (end === text.length - 2) take(text.slice(2, end));
    else this.#wrong(at, 'Something stands behind a comment', 'Put it on a line of its own');
  }

  #unusedBinding(): void {
    if (this.#binding === undefined) return;
    this.#wrong(
      this.#binding.at,
      `@${this.#binding.kind} stands before no message`,
      'Put it on the line before its message',
    );
    this.#binding = undefined;
  }

  #unknown(text: string, at: Position): void {
    const preprocessor = text.startsWith('!');
    this.#wrong(
      at,
      `“${text.slice(0, 80)}” is not in the subset of PlantUML that is read`,
      preprocessor
        ? 'Write the diagram out: nothing is included, defined or computed'
        : 'See docs/reference/notation.md for what can be written',
    );
  }

  #wrong(at: Position, message: string, fix: string): void {
    this.#problems.push(syntaxError(at, message, fix));
  }
}

/** Of `== propose ==`. */
function dividerTitle(text: string): string | undefined {
  if (text.length < 5 || !text.startsWith('==') || !text.endsWith('==')) return undefined;
  return text.slice(2, -2).trim();
}
