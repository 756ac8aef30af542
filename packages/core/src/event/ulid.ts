const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID (github.com/ulid/spec): 48 bits of milliseconds since 1970 and 80 random bits, in Crockford's base32. */
export function ulid(time: number, random: Uint8Array): string {
  let bits = BigInt(time);
  for (const byte of random.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (; text.length < 26; bits >>= 5n) text = alphabet.charAt(Number(bits & 31n)) + text;
  return text;
}
