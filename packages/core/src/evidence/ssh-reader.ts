/** Reads the SSH wire encoding (RFC 4251 §5) from front to back; every method throws RangeError where the bytes end. */
export interface SshReader {
  readonly byte: () => number;
  readonly uint32: () => number;
  /** A string: its length and then so many bytes. */
  readonly bytes: () => Buffer;
  readonly text: () => string;
  readonly atEnd: () => boolean;
}

export function sshReader(content: Buffer): SshReader {
  let offset = 0;
  const take = (count: number): Buffer => {
    if (offset + count > content.length) throw new RangeError('the SSH encoding ends too early');
    offset += count;
    return content.subarray(offset - count, offset);
  };
  const uint32 = () => take(4).readUInt32BE();
  const bytes = () => take(uint32());
  return {
    byte: () => take(1).readUInt8(),
    uint32,
    bytes,
    text: () => bytes().toString('latin1'),
    atEnd: () => offset === content.length,
  };
}

/** A string of the wire encoding. */
export function sshString(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** The bytes of strict base64 (RFC 4648 §4, with padding); `undefined` where another text gives the same bytes. */
export function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
