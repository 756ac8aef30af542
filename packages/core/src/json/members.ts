/** One member of an object in a JSON text; offsets are UTF-16 code units, `end` is behind the value. */
export interface JsonMember {
  readonly name: string;
  readonly nameStart: number;
  readonly start: number;
  readonly end: number;
}

const space = /[ \t\n\r]*/y;
const string = /"(?:[^"\\]+|\\.)*"/y;
const scalar = /[^ \t\n\r,\]}]+/y;
const mark = /"(?:[^"\\]+|\\.)*"|[{}[\]]/g;

/**
 * The members of the object that opens at `open`, in the order of the text, so that one of them can be replaced and
 * every other byte stays. The text must be valid JSON.
 */
export function jsonMembers(text: string, open: number): readonly JsonMember[] {
  const members: JsonMember[] = [];
  for (let at = after(space, text, open + 1); text[at] === '"';) {
    const nameEnd = after(string, text, at);
    const start = after(space, text, after(space, text, nameEnd) + 1);
    const end = endOfValue(text, start);
    members.push({ name: JSON.parse(text.slice(at, nameEnd)) as string, nameStart: at, start, end });
    const next = after(space, text, end);
    at = text[next] === ',' ? after(space, text, next + 1) : next;
  }
  return members;
}

function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return after(string, text, start);
  if (first !== '{' && first !== '[') return after(scalar, text, start);
  mark.lastIndex = start;
  for (let depth = 0; ;) {
    const found = mark.exec(text);
    if (found === null) throw new TypeError('the text is not valid JSON');
    if (found[0] === '{' || found[0] === '[') depth += 1;
    if (found[0] === '}' || found[0] === ']') depth -= 1;
    if (depth === 0) return mark.lastIndex;
  }
}

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  if (!pattern.test(text)) throw new TypeError('the text is not valid JSON');
  return pattern.lastIndex;
}
