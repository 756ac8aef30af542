import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAllowedSigners, parseSshKey, signersAt, spkiToSshKey, trustedKeysAt } from './index.ts';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = publicKey.export({ type: 'spki', format: 'der' });
const ssh = spkiToSshKey(spki) ?? '';

function parse(text: string) {
  return parseAllowedSigners(text, 'signers');
}

function activeAt(text: string, time: string) {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return signersAt(parsed.value, Date.parse(time)).length;
}

describe('SSH keys', () => {
  it('refuses a key under the name of another type, cut off, or off the curve', () => {
    const [type = '', base64 = ''] = ssh.split(' ');
    expect(parseSshKey('ssh-ed25519', base64)).toBeUndefined();
    expect(parseSshKey(type, base64.slice(0, -8))).toBeUndefined();
    const blob = Buffer.from(base64, 'base64');
    blob.fill(7, blob.length - 16);
    expect(parseSshKey(type, blob.toString('base64'))).toBeUndefined();
  });
});

describe('parseAllowedSigners', () => {
  it('reads principals, quoted options, comments and blank lines', () => {
    const text = `# who may sign\n\n"ann@example.com",bob namespaces="git,file",valid-after="20260101",Cert-Authority ${ssh} it's "hers\r\n`;
    const parsed = parse(text);
    expect(parsed).toMatchObject({
      ok: true,
      value: [
        {
          principals: ['ann@example.com', 'bob'],
          namespaces: ['git', 'file'],
          validAfter: Date.UTC(2026, 0, 1),
          certAuthority: true,
          line: 3,
          key: { spki },
        },
      ],
    });
  });

  it.each([
    ['no key type', 'ann', 'key type'],
    ['an unknown key type', 'ann ssh-dss AAAA', 'key type'],
    ['a damaged key', 'ann ssh-ed25519 AAAA', 'base64 of an ssh-ed25519'],
    ['an unknown option', `ann touch-required="yes" ${ssh}`, 'option'],
    ['an option twice', `ann namespaces="git",namespaces="file" ${ssh}`, 'twice'],
    ['a date that does not exist', `ann valid-before="20260231" ${ssh}`, 'valid-before'],
    ['an open quotation mark', `ann namespaces="git ${ssh}`, 'not closed'],
    ['an empty principal', `ann,, ${ssh}`, 'principal is empty'],
  ])('names the line of %s', (_, line, message) => {
    expect(parse(`# first\n${line}\n`)).toMatchObject({
      ok: false,
      error: { kind: 'malformed-file', file: 'signers', line: 2, message: expect.stringContaining(message) },
    });
  });

  it('never throws, and reads back what was written', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parse(`${text}\n`)));
    const name = fc.stringMatching(/^[a-z0-9@.]{1,12}$/);
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1 }),
        fc.option(fc.array(name, { minLength: 1 })),
        (principals, spaces) => {
          const option = spaces === null ? '' : `namespaces="${spaces.join(',')}" `;
          const parsed = parse(`${principals.join(',')} ${option}${ssh}`);
          expect(parsed).toMatchObject({ ok: true, value: [{ principals }] });
          if (parsed.ok) expect(parsed.value[0]?.namespaces).toEqual(spaces ?? undefined);
        },
      ),
    );
  });
});

describe('signersAt', () => {
  it('counts only namespace git, keys without namespaces, and no authority', () => {
    expect(activeAt(`a ${ssh}\nb namespaces="git" ${ssh}`, '2026-01-01')).toBe(2);
    expect(
      activeAt(`a namespaces="file" ${ssh}\nb namespaces="git-x" ${ssh}\nc cert-authority ${ssh}`, '2026-01-01'),
    ).toBe(0);
  });

  it('keeps to the dates, in UTC', () => {
    const line = `a valid-after="20260101",valid-before="202606011200Z" ${ssh}`;
    expect(activeAt(line, '2025-12-31T23:59:59Z')).toBe(0);
    expect(activeAt(line, '2026-01-01T00:00:00Z')).toBe(1);
    expect(activeAt(line, '2026-06-01T12:00:00Z')).toBe(1);
    expect(activeAt(line, '2026-06-01T12:00:01Z')).toBe(0);
  });

  it('takes artifacts from P-256 keys only', () => {
    const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    const head = Buffer.from('0000000b7373682d6564323535313900000020', 'hex');
    const ed = Buffer.concat([head, Buffer.from(x, 'base64url')]).toString('base64');
    const parsed = parse(`a ${ssh}\nb ssh-ed25519 ${ed}`);
    expect(parsed.ok && trustedKeysAt(parsed.value, 0)).toMatchObject([{ principal: 'a' }]);
    expect(parsed.ok && signersAt(parsed.value, 0)).toHaveLength(2);
  });
});
