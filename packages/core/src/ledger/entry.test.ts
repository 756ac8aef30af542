import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '../digest/index.ts';
import { canonicalJson, type Json } from '../json/index.ts';
import { decodeBundle, encodeBundle } from './bundle.ts';
import { decodeEntry, encodeEntry } from './encode-entry.ts';
import { makeEntry, valueOf } from './make-ledger.ts';
import { encodePayload, openPayload, payloadDigest, sealPayload } from './payload.ts';

const entry = makeEntry(1);
const bytes = valueOf(encodeEntry(entry));
const changed = (more: Record<string, Json>) => Buffer.from(canonicalJson({ ...entry, ...more }));

describe('an entry', () => {
  it('is canonical JSON and reads back', () => {
    expect(new TextDecoder().decode(bytes)).toBe(canonicalJson(entry));
    expect(decodeEntry(bytes, 'e')).toEqual({ ok: true, value: entry });
  });

  it.each([
    ['an unknown member', changed({ note: 'x' })],
    ['a member twice', Buffer.from(canonicalJson(entry).replace('{', '{"actor":"x",'))],
    ['a blank', Buffer.from(canonicalJson(entry).replace('{', '{ '))],
    ['a line break at its end', Buffer.from(`${canonicalJson(entry)}\n`)],
    ['a byte order mark', Buffer.from(`\uFEFF${canonicalJson(entry)}`)],
    ['another version', changed({ v: 2 })],
    ['an id that is none', changed({ id: '8'.repeat(26) })],
    ['an actor nobody knows', changed({ to: 'Nobody' })],
    ['a lone surrogate', Buffer.from(canonicalJson(entry).replace('generate-sbom on', '\\ud800'))],
    ['more than 8192 bytes', changed({ subjects: Array.from({ length: 200 }, () => sha256('x')) })],
    ['no JSON', Buffer.from('x')],
    ['no UTF-8', Uint8Array.of(0xff)],
    ['nothing', new Uint8Array()],
  ])('is refused with %s', (_, other) => {
    expect(decodeEntry(other, 'e')).toMatchObject({ ok: false, error: { kind: 'malformed-file', file: 'e' } });
  });

  it('is not written where it would not be read', () => {
    const long = { ...entry, subjects: Array.from({ length: 200 }, () => sha256('x')) };
    expect(encodeEntry(long)).toMatchObject({ ok: false, error: { kind: 'usage', message: /8192/ } });
    expect(encodeEntry({ ...entry, actor: '\ud800' })).toMatchObject({ ok: false, error: { kind: 'usage' } });
    expect(encodeEntry({ ...entry, case: 'a b' })).toMatchObject({ ok: false, error: { message: /case/ } });
  });
});

describe('a bundle', () => {
  it('reads back, and never when it is cut off', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 });
    fc.assert(
      fc.property(entries, fc.nat(), (all, cut) => {
        const encoded = encodeBundle(all);
        expect(decodeBundle(encoded)?.map((one) => Buffer.from(one).toString('hex'))).toEqual(
          all.map((one) => Buffer.from(one).toString('hex')),
        );
        const short = decodeBundle(encoded.subarray(0, cut % (encoded.length + 1)));
        if (cut % (encoded.length + 1) < encoded.length) expect(short?.length ?? 0).toBeLessThan(all.length);
      }),
    );
  });

  it('has the length of each entry in two bytes', () => {
    expect(encodeBundle([Buffer.alloc(258, 1)]).subarray(0, 3)).toEqual(Buffer.from([1, 2, 1]));
    expect(encodeBundle([new Uint8Array(65_535)])).toHaveLength(65_537);
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});

describe('a payload', () => {
  const sealed = sealPayload({ components: 3 }, new Uint8Array(32).fill(7));
  const named = makeEntry(2, { payload: payloadDigest(sealed) });
  const file = encodePayload(sealed);

  it('is named by the digest of its salt and itself', () => {
    expect(named.payload).toBe(sha256(Buffer.concat([Buffer.alloc(32, 7), Buffer.from('{"components":3}')])));
    expect(openPayload(file, named, 'p')).toEqual({ ok: true, value: sealed });
  });

  it.each([
    ['another payload', encodePayload({ ...sealed, payload: { components: 4 } }), 'not-verified'],
    ['another salt', encodePayload({ ...sealed, salt: '0'.repeat(64) }), 'not-verified'],
    ['a text that is not Unicode', Buffer.from(`{"payload":"\\ud800","salt":"${sealed.salt}"}`), 'not-verified'],
    ['no salt', Buffer.from('{"payload":1}'), 'malformed-file'],
    ['a short salt', Buffer.from('{"payload":1,"salt":"00"}'), 'malformed-file'],
    ['no payload', Buffer.from(`{"salt":"${sealed.salt}"}`), 'malformed-file'],
    ['no JSON', Buffer.from('{'), 'malformed-file'],
  ])('is refused with %s', (_, other, kind) => {
    expect(openPayload(other, named, 'p')).toMatchObject({ ok: false, error: { kind, file: 'p' } });
  });

  it('needs a salt of 32 bytes', () => {
    expect(() => sealPayload(null, new Uint8Array(16))).toThrow(RangeError);
  });
});
