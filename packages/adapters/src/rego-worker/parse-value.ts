import { compareValues, type Value } from './value.ts';

const token = /\s*(?:(set\(\))|("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|(true|false|null)|([[\]{},:]))/y;

/** Reads what `opa_value_dump` writes: JSON with sets (`{1, 2}`, `set()`) and keys of any type; sets and keys come out sorted. */
export function parseValue(text: string): Value {
  const scanner = new RegExp(token);
  let current = next();

  function next(): string {
    const match = scanner.exec(text);
    return match === null ? '' : match[0].trimStart();
  }

  function take(): string {
    const taken = current;
    current = next();
    return taken;
  }

  function expectToken(wanted: string): void {
    if (take() !== wanted) throw new SyntaxError(`"${wanted}" expected in a value of the policy`);
  }

  function value(): Value {
    const first = take();
    if (first === '[') return { type: 'array', items: list(']') };
    if (first === '{') return braces();
    if (first === 'set()') return { type: 'set', items: [] };
    if (first === 'null') return { type: 'null' };
    if (first === 'true' || first === 'false') return { type: 'boolean', value: first === 'true' };
    if (first.startsWith('"')) return { type: 'string', value: String(JSON.parse(first)) };
    if (/^-?\d/.test(first)) return { type: 'number', text: first };
    throw new SyntaxError('unexpected text in a value of the policy');
  }

  function list(end: string): Value[] {
    const items: Value[] = [];
    for (;;) {
      if (current === end) break;
      items.push(value());
      if (current !== end) expectToken(',');
    }
    take();
    return items;
  }

  function braces(): Value {
    if (current === '}') {
      take();
      return { type: 'object', entries: [] };
    }
    const first = value();
    if (current !== ':') {
      if (current === ',') take();
      return { type: 'set', items: [first, ...list('}')].toSorted(compareValues) };
    }
    take();
    return { type: 'object', entries: entries([[first, value()]]).toSorted(([a], [b]) => compareValues(a, b)) };
  }

  function entries(found: [Value, Value][]): [Value, Value][] {
    while (current === ',') {
      take();
      const key = value();
      expectToken(':');
      found.push([key, value()]);
    }
    expectToken('}');
    return found;
  }

  return value();
}
