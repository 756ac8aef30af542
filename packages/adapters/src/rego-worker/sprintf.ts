import { printValue, type Value } from './value.ts';

interface Verb {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

/** `sprintf` as OPA has it: Go's fmt over integers, floats and, for everything else, the text of the value. */
export function sprintf(format: string, values: readonly Value[]): string {
  let used = 0;
  const text = format.replace(
    /%([-+# 0]*)(\d+)?(?:\.(\d*))?([\s\S]|$)/gu,
    (_, flags: string, width: string | undefined, precision: string | undefined, letter: string) => {
      if (letter === '') return '%!(NOVERB)';
      if (letter === '%') return '%';
      const value = values[used++];
      if (value === undefined) return `%!${letter}(MISSING)`;
      const places = precision === undefined ? undefined : Number(precision);
      return formatOne({ flags, width: Math.min(Number(width ?? 0), 1_000_000), precision: places, letter }, value);
    },
  );
  const extra = values.slice(used).map((value) => `${kindOf(value)}=${formatOne(plain, value)}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

const plain: Verb = { flags: '', width: 0, precision: undefined, letter: 'v' };

function kindOf(value: Value): 'int64' | 'float64' | '*big.Int' | 'string' {
  if (value.type !== 'number') return 'string';
  if (!/^-?\d+$/.test(value.text)) return 'float64';
  return BigInt.asIntN(64, BigInt(value.text)) === BigInt(value.text) ? 'int64' : '*big.Int';
}

function formatOne(verb: Verb, value: Value): string {
  const kind = kindOf(value);
  if (verb.letter === 'T') return pad(verb, kind);
  // Go's fmt sees a Go string for every Rego value but a number; a boolean too.
  const text = value.type === 'string' ? value.value : printValue(value);
  const done =
    kind === 'string'
      ? formatText(verb, text)
      : kind === 'float64'
        ? formatFloat(verb, Number(text))
        : formatInteger(verb, BigInt(text));
  return done ?? `%!${verb.letter}(${kind.replace('*', '')}=${formatOne({ ...verb, letter: 'v' }, value)})`;
}

function formatText(verb: Verb, text: string): string | undefined {
  const cut = verb.precision === undefined ? text : [...text].slice(0, verb.precision).join('');
  switch (verb.letter) {
    case 'v':
    case 's':
      return pad(verb, cut);
    case 'q':
      return pad(verb, quote(cut));
    case 'x':
      return pad(verb, Buffer.from(cut).toString('hex'));
    case 'X':
      return pad(verb, Buffer.from(cut).toString('hex').toUpperCase());
    default:
      return undefined;
  }
}

function quote(text: string): string {
  // oxlint-disable-next-line no-control-regex -- strconv.Quote escapes them
  return JSON.stringify(text).replace(/\\u00([01][0-9a-f])/g, (_, hex: string) => `\\x${hex}`);
}

const radixes: Readonly<Record<string, number>> = { v: 10, d: 10, x: 16, X: 16, o: 8, b: 2 };

function formatInteger(verb: Verb, value: bigint): string | undefined {
  if (verb.letter === 'c') return pad(verb, character(value));
  if (verb.letter === 'q') return pad(verb, `'${quote(character(value)).slice(1, -1).replaceAll('\\"', '"')}'`);
  const radix = radixes[verb.letter];
  if (radix === undefined) return undefined;
  const digits = (value < 0n ? -value : value).toString(radix).padStart(verb.precision ?? 0, '0');
  return padNumber(verb, value < 0n, verb.letter === 'X' ? digits.toUpperCase() : digits);
}

function character(value: bigint): string {
  return value < 0n || value > 0x10_ffffn ? '\ufffd' : String.fromCodePoint(Number(value));
}

function formatFloat(verb: Verb, value: number): string | undefined {
  const size = Math.abs(value);
  switch (verb.letter) {
    case 'f':
    case 'F':
      return padNumber(verb, value < 0, fixed(size, Math.min(verb.precision ?? 6, 60)));
    case 'e':
      return padNumber(verb, value < 0, exponent(size.toExponential(Math.min(verb.precision ?? 6, 100))));
    case 'v':
    case 'g':
      return padNumber(verb, value < 0, shortest(size, verb.precision));
    case 'x':
    case 'X': {
      const hex = hexFloat(size);
      return padNumber(verb, value < 0, verb.letter === 'X' ? hex.toUpperCase() : hex);
    }
    default:
      return undefined;
  }
}

/** Go rounds an exact tie to the even digit, and `toFixed` rounds it up. */
function fixed(size: number, places: number): string {
  const rounded = size.toFixed(places);
  if (size >= 1e21) return `${BigInt(size)}${places > 0 ? `.${'0'.repeat(places)}` : ''}`;
  // oxlint-disable-next-line oxc/number-arg-out-of-range -- ECMAScript allows 100 digits
  const exact = size.toFixed(100);
  const dot = exact.indexOf('.');
  const kept = exact.slice(0, dot + 1 + places);
  const isTie = /^50*$/.test(exact.slice(dot + 1 + places));
  return isTie && /[02468]\.?$/.test(kept) ? kept.replace(/\.$/, '') : rounded;
}

/** %g: an exponent below 1e-4 and from 1e21 on (or from the precision on). */
function shortest(size: number, precision: number | undefined): string {
  const rounded = precision === undefined ? size : Number(size.toPrecision(Math.max(1, Math.min(precision, 100))));
  const large = precision === undefined ? 1e21 : 10 ** Math.max(1, precision);
  if (rounded !== 0 && (rounded < 1e-4 || rounded >= large)) return exponent(rounded.toExponential());
  return String(rounded);
}

function exponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function hexFloat(size: number): string {
  if (size === 0) return '0x0p+00';
  let power = 0;
  let rest = size;
  for (; rest >= 2; rest /= 2) power++;
  for (; rest < 1; rest *= 2) power--;
  const sign = power < 0 ? '-' : '+';
  return `0x${rest.toString(16)}p${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}

function padNumber(verb: Verb, negative: boolean, digits: string): string {
  const plus = verb.flags.includes('+') && verb.letter !== 'v' ? '+' : verb.flags.includes(' ') ? ' ' : '';
  const sign = negative ? '-' : plus;
  if (!verb.flags.includes('0') || verb.flags.includes('-')) return pad(verb, sign + digits);
  return sign + digits.padStart(verb.width - sign.length, '0');
}

function pad(verb: Verb, text: string): string {
  const missing = Math.max(0, verb.width - [...text].length);
  if (verb.flags.includes('-')) return text + ' '.repeat(missing);
  return (verb.flags.includes('0') ? '0' : ' ').repeat(missing) + text;
}
