type Expected = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' | 'nothing';

interface Position {
  readonly text: string;
  readonly open: ('{' | '[')[];
  expected: Expected;
}

const lexeme = /[ \t\n\r]*(?:(-?\d[\d.eE+-]*|[a-z]+)|([{}[\]:,"])|)/y;
const word = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

/**
 * Where a text stops to be JSON (RFC 8259): the first lexeme that may not stand there, or the end of a text that is
 * cut off. `undefined` for valid JSON. JSON.parse tells the place for some mistakes only.
 */
export function errorOffset(text: string): number | undefined {
  const position: Position = { text, open: [], expected: 'value' };
  lexeme.lastIndex = 0;
  for (let offset = 0; ; offset = lexeme.lastIndex) {
    lexeme.lastIndex = offset;
    const match = lexeme.exec(text);
    const [whole = '', scalar, mark] = match ?? [];
    const start = offset + whole.length - (scalar ?? mark ?? '').length;
    if (start >= text.length) return position.expected === 'nothing' ? undefined : text.length;
    const end = scalar === undefined ? takeMark(position, mark, start) : takeScalar(position, scalar, start);
    if ('wrongAt' in end) return end.wrongAt;
    lexeme.lastIndex = end.next;
  }
}

type Step = { readonly next: number } | { readonly wrongAt: number };

function takeScalar(position: Position, scalar: string, start: number): Step {
  if (!word.test(scalar) || !expectsValue(position)) return { wrongAt: start };
  afterValue(position);
  return { next: start + scalar.length };
}

function takeMark(position: Position, mark: string | undefined, start: number): Step {
  const { expected, open } = position;
  const closing = open.at(-1) === '{' ? '}' : ']';
  if (mark === '"') return takeString(position, start);
  if ((mark === '{' || mark === '[') && expectsValue(position)) {
    open.push(mark);
    position.expected = mark === '{' ? 'name or end' : 'value or end';
  } else if (mark === closing && open.length > 0 && expected.endsWith('or end')) {
    open.pop();
    afterValue(position);
  } else if (mark === ',' && expected === 'comma or end') {
    position.expected = open.at(-1) === '{' ? 'name' : 'value';
  } else if (mark === ':' && expected === 'colon') {
    position.expected = 'value';
  } else {
    return { wrongAt: start };
  }
  return { next: start + 1 };
}

function takeString(position: Position, start: number): Step {
  const isName = position.expected === 'name' || position.expected === 'name or end';
  if (!isName && !expectsValue(position)) return { wrongAt: start };
  const end = endOfString(position.text, start + 1);
  if ('wrongAt' in end) return end;
  if (isName) position.expected = 'colon';
  else afterValue(position);
  return end;
}

const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function endOfString(text: string, from: number): Step {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { next: at + 1 };
    if (code < 0x20) return { wrongAt: at };
    if (code !== 0x5c) continue;
    escape.lastIndex = at;
    if (!escape.test(text)) return { wrongAt: at };
    at = escape.lastIndex - 1;
  }
  return { wrongAt: text.length };
}

function expectsValue({ expected }: Position): boolean {
  return expected === 'value' || expected === 'value or end';
}

function afterValue(position: Position): void {
  position.expected = position.open.length === 0 ? 'nothing' : 'comma or end';
}
