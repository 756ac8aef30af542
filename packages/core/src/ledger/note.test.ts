import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { emptyRoot } from './hash.ts';
import { parseLogKey, parseVkey } from './log-key.ts';
import { makeSigner, origin, valueOf } from './make-ledger.ts';
import { openNote, parseNote, signNote } from './note.ts';

const signer = makeSigner();
const text = 'first line\n\nthird line\n';
const note = signNote(text, [signer]);
const bytes = (whole: string) => Buffer.from(whole);
const open = (whole: string) => openNote(bytes(whole), [signer], 'n');
const pem = (type: 'ed25519' | 'x25519') =>
  generateKeyPairSync(type as 'ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

describe('a signed note', () => {
  it('is opened with the verifier key of its signer, as text', () => {
    const verifier = valueOf(parseVkey(signer.vkey, 'v'));
    expect(openNote(bytes(note), [verifier], 'n')).toEqual({ ok: true, value: text });
    expect(valueOf(parseNote(bytes(note), 'n')).signatures).toHaveLength(1);
  });

  it('is nothing without a known key, whether the name or the id is another', () => {
    const [namesake, other] = [makeSigner(), makeSigner('other.example/log')];
    for (const stranger of [namesake, other, { ...other, keyId: signer.keyId }])
      expect(openNote(bytes(note), [stranger], 'n')).toMatchObject({ ok: false, error: { kind: 'not-verified' } });
    const many = signNote(
      text,
      Array.from({ length: 99 }, () => makeSigner()),
    );
    expect(open(many)).toMatchObject({ ok: false, error: { message: 'No known key has signed this text.' } });
    expect(open(many + note.slice(text.length + 1))).toEqual({ ok: true, value: text });
  });

  it('is nothing where one known signature is wrong, beside a right one too', () => {
    const line = note.slice(text.length + 1);
    const wrong = signNote('another text\n', [signer]).slice('another text\n\n'.length);
    expect(open(`${text}\n${wrong}`)).toMatchObject({ ok: false, error: { kind: 'not-verified' } });
    expect(open(`${text}\n${line}${wrong}`)).toMatchObject({
      ok: false,
      error: { message: /signature of a known key/ },
    });
    expect(open(`${text}\n${line}${line}`)).toEqual({ ok: true, value: text });
  });

  it.each([
    ['no empty line', note.replaceAll('\n\n', '\n')],
    ['no signature', `${text}\n`],
    ['a signature that is cut off', note.slice(0, -1)],
    ['a control character', note.replace('first', 'fi\trst')],
    ['another dash', note.replace('\u2014', '-')],
    ['blanks at the end of a line', note.replace(/\n$/, ' \n')],
    ['a carriage return', note.replace(/\n$/, '\r\n')],
    ['a name with a plus', note.replace(`\u2014 ${origin}`, '\u2014 a+b')],
    ['a name with a no-break space', note.replace(`\u2014 ${origin}`, '\u2014 a\u00a0b')],
    ['a signature of four bytes', `${text}\n\u2014 name AAAAAA==\n`],
    ['base64 in another spelling', note.replace(/=*\n$/, '\n')],
    ['text behind the signatures', `${note}more\n`],
    ['101 signatures', `${text}\n${'\u2014 name AAAAAAA=\n'.repeat(101)}`],
    ['a million bytes', `${'x'.repeat(1_000_000)}\n\n${note}`],
  ])('is malformed with %s', (_, whole) => {
    expect(open(whole)).toMatchObject({ ok: false, error: { kind: 'malformed-file', file: 'n' } });
  });

  it('is malformed where it is not UTF-8', () => {
    expect(parseNote(Buffer.concat([Uint8Array.of(0xff), bytes(note)]), 'n')).toMatchObject({ ok: false });
  });

  it('shows every change of a byte', () => {
    fc.assert(
      fc.property(fc.nat({ max: bytes(note).length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = bytes(note);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(openNote(changed, [signer], 'n').ok).toBe(false);
      }),
    );
  });

  it('is not made of a text that is none', () => {
    expect(() => signNote('no line break', [signer])).toThrow(TypeError);
    expect(() => signNote('a\tb\n', [signer])).toThrow(TypeError);
  });
});

describe('a key', () => {
  it.each([
    ['another name', signer.vkey.replace('team', 'teas'), /does not belong/],
    ['another id', signer.vkey.replace(`+${signer.keyId}+`, '+00000000+'), /does not belong/],
    ['another type', `name+00000000+${Buffer.alloc(33, 4).toString('base64')}`, /not one for Ed25519/],
    ['a key that is too short', `name+00000000+${Buffer.alloc(32, 1).toString('base64')}`, /not one for Ed25519/],
    ['a line break', `${signer.vkey}\n`, /not the verifier key/],
    ['nothing', '', /not the verifier key/],
  ])('to verify with is refused with %s', (_, vkey, message) => {
    expect(parseVkey(vkey, 'v')).toMatchObject({
      ok: false,
      error: { kind: 'bad-key', file: 'v', message: expect.stringMatching(message) },
    });
  });

  it('to sign with is an Ed25519 key with a name', () => {
    expect(parseLogKey(pem('x25519'), origin, 'k')).toMatchObject({ ok: false, error: { kind: 'bad-key' } });
    expect(parseLogKey('hello', origin, 'k')).toMatchObject({ ok: false, error: { kind: 'bad-key', file: 'k' } });
    expect(parseLogKey(pem('ed25519'), 'a b', 'k')).toMatchObject({ ok: false, error: { kind: 'usage' } });
    expect(parseLogKey(pem('ed25519'), '', 'k')).toMatchObject({ ok: false, error: { kind: 'usage' } });
  });
});

describe('a checkpoint', () => {
  const root = Buffer.from(emptyRoot()).toString('base64');

  it('is signed and opened', () => {
    const signed = signCheckpoint({ size: 0, root: emptyRoot() }, signer);
    expect(signed).toMatch(/^forge\.example\/team\/app\/interlock\/2026\n0\n47DEQpj8HBSa.*=\n\n\u2014 /);
    expect(openCheckpoint(bytes(signed), signer, 'c')).toEqual({
      ok: true,
      value: { origin, size: 0, root: emptyRoot() },
    });
  });

  it('of another ledger is refused, whoever signed it', () => {
    const other = signNote(`other.example/log\n0\n${root}\n`, [signer]);
    expect(openCheckpoint(bytes(other), signer, 'c')).toMatchObject({ ok: false, error: { kind: 'not-verified' } });
  });

  it('may have more lines', () => {
    expect(parseCheckpoint(`o\n12\n${root}\nmore\n`, 'c')).toMatchObject({ ok: true, value: { size: 12 } });
  });

  it.each([
    ['no name', `\n1\n${root}\n`, 1],
    ['a size with a zero before it', `o\n01\n${root}\n`, 2],
    ['a negative size', `o\n-1\n${root}\n`, 2],
    ['a size that no number holds', `o\n9007199254740993\n${root}\n`, 2],
    ['a root that is too short', 'o\n1\nAAAA\n', 3],
    ['no root', 'o\n1\n', 3],
    ['an empty line', `o\n1\n${root}\n\nx\n`, 4],
    ['an end that is cut off', `o\n1\n${root}`, 3],
  ])('is malformed with %s', (_, whole, line) => {
    expect(parseCheckpoint(whole, 'c')).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', file: 'c', line },
    });
  });
});
