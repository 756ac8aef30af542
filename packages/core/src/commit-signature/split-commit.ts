export interface SplitCommit {
  /** The bytes that are signed: the commit without its signature. */
  readonly payload: Buffer;
  /** Armored; undefined where the commit bears none. */
  readonly signature?: string;
}

const names = ['gpgsig', 'gpgsig-sha256'];

/**
 * Takes the signature out of a raw commit, as git does before it verifies (Documentation/gitformat-signature). `undefined`
 * where there is more than one: two readers could then disagree about what is signed.
 */
export function splitCommit(raw: Uint8Array): SplitCommit | undefined {
  const bytes = Buffer.from(raw);
  const end = bytes.indexOf('\n\n');
  const header = bytes.subarray(0, end === -1 ? bytes.length : end + 1).toString('latin1');
  const fields = header.match(/[^\n]*\n(?: [^\n]*\n)*/gu) ?? [];
  const signatures = fields.filter((field) => names.includes(field.slice(0, field.indexOf(' '))));
  const [field] = signatures;
  if (signatures.length > 1) return undefined;
  if (field === undefined) return { payload: bytes };
  const rest = fields.filter((other) => other !== field).join('');
  return {
    payload: Buffer.concat([Buffer.from(rest, 'latin1'), bytes.subarray(Buffer.byteLength(header, 'latin1'))]),
    signature: field.slice(field.indexOf(' ') + 1).replaceAll('\n ', '\n'),
  };
}
