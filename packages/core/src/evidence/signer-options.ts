import { ok, type Result } from '../failure/index.ts';
import { oneLine } from '../text/index.ts';

export interface SignerOptions {
  readonly certAuthority: boolean;
  /** Left out: every namespace. */
  readonly namespaces?: readonly string[];
  /** Milliseconds since 1970-01-01 UTC, both inclusive. */
  readonly validAfter?: number;
  readonly validBefore?: number;
}

/** The comma-separated options of an allowed_signers line; keywords in any case, each at most once, none unknown. */
export function parseSignerOptions(text: string): Result<SignerOptions, string> {
  let options: SignerOptions = { certAuthority: false };
  const seen = new Set<string>();
  for (const item of text.match(/(?:[^,"]|"[^"]*")+/g) ?? []) {
    const [, keyword = '', quoted] = /^([^=]*)(?:="([^"]*)")?$/.exec(item) ?? [];
    const name = keyword.toLowerCase();
    if (seen.has(name)) return { ok: false, error: `The option ${oneLine(name, 60)} is given twice.` };
    seen.add(name);
    const read = readOption(name, quoted);
    if (read === undefined) {
      return {
        ok: false,
        error: `The option "${oneLine(item, 60)}" is not one of namespaces="…", valid-after="YYYYMMDD", valid-before="YYYYMMDD", cert-authority.`,
      };
    }
    options = { ...options, ...read };
  }
  return ok(options);
}

function readOption(name: string, value: string | undefined): Partial<SignerOptions> | undefined {
  if (name === 'cert-authority') return value === undefined ? { certAuthority: true } : undefined;
  if (value === undefined) return undefined;
  if (name === 'namespaces') return { namespaces: value.split(',').map((one) => one.trim()) };
  const time = parseTime(value);
  if (time === undefined) return undefined;
  if (name === 'valid-after') return { validAfter: time };
  return name === 'valid-before' ? { validBefore: time } : undefined;
}

/**
 * `YYYYMMDD[HHMM[SS]][Z]`. Always read as UTC, with or without the Z: ssh-keygen takes the zone of the machine for the
 * latter, which would make the answer depend on where the check runs.
 */
function parseTime(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?Z?$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(iso);
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? undefined : time;
}
