import { Scanner } from './scanner.ts';
import type { Condition, EventBinding, Position, Unobserved } from './syntax.ts';

/** What a comment that begins with `@` says. */
export type Pragma =
  | { readonly kind: 'binding'; readonly binding: EventBinding | Unobserved }
  | { readonly kind: 'end' }
  | { readonly kind: 'order'; readonly order: 'weak' | 'strict' }
  | { readonly kind: 'ignore'; readonly types: readonly string[] }
  | { readonly kind: 'wrong'; readonly why: string; readonly fix: string };

const forms = "Write ' @event, ' @unobserved, ' @end, ' @order or ' @ignore";

export function readPragma(text: string, at: Position): Pragma {
  const [, name = '', rest = ''] = /^@([\w-]*)\s*(.*)$/.exec(text) ?? [];
  switch (name) {
    case 'event':
      return readEvent(rest, at);
    case 'unobserved':
      if (rest === '') return wrong('@unobserved says no reason', "Write ' @unobserved and why nothing records it");
      return { kind: 'binding', binding: { kind: 'unobserved', why: rest, at } };
    case 'end':
      return rest === '' ? { kind: 'end' } : wrong(`“${rest}” stands behind @end`, "Write ' @end alone");
    case 'order':
      if (rest === 'weak' || rest === 'strict') return { kind: 'order', order: rest };
      return wrong(`“${rest}” is no order`, "Write ' @order weak or ' @order strict");
    case 'ignore': {
      const types = rest.split(',').map((type) => type.trim());
      if (types.every((type) => /^[a-z][a-z-]*$/.test(type))) return { kind: 'ignore', types };
      return wrong('@ignore names no event types', "Write ' @ignore change-read, sbom-generated");
    }
    default:
      return wrong(`@${name} is unknown`, forms);
  }
}

function readEvent(text: string, at: Position): Pragma {
  const scanner = new Scanner(text, at.line);
  const type = scanner.word(/[a-z][a-z-]{0,60}/y)?.[0];
  const form = "Write ' @event policy-evaluated, or ' @event policy-evaluated where outcome = done and lane != hotfix";
  if (type === undefined) return wrong('@event names no event type', form);
  const where: Condition[] = [];
  for (let joint = /where\b/y; !scanner.done; joint = /and\b/y) {
    if (scanner.take(joint) === undefined) return wrong(`“${scanner.rest}” is no condition`, form);
    const name = scanner.take(/[\w-]{1,60}/y)?.[0];
    const operator = scanner.take(/!?=/y)?.[0];
    const value = scanner.take(/"([^"]{0,200})"|([^\s"]{1,200})/y);
    if (name === undefined || operator === undefined || value === undefined)
      return wrong(`“${text}” has a condition that cannot be read`, form);
    where.push({ name, operator: operator === '=' ? '=' : '!=', value: value[1] ?? value[2] ?? '' });
  }
  return { kind: 'binding', binding: { kind: 'event', type, where, at } };
}

const wrong = (why: string, fix: string): Pragma => ({ kind: 'wrong', why, fix });
