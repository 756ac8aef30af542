import { expect, it } from '@jest/globals';
import { openNote, parseVkey } from '@interlock/core/ledger';

it('C2SP signed-note: the example and its verifier key', () => {
  const verifier = parseVkey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k', 'example');
  if (!verifier.ok) throw new Error(verifier.error.message);
  const signature = 'Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=';
  const open = (text: string) =>
    openNote(Buffer.from(`${text}\n\u2014 example.com/foo ${signature}\n`), [verifier.value], 'note');
  expect(open('This is an example message.\n')).toEqual({ ok: true, value: 'This is an example message.\n' });
  expect(open('This is another message.\n')).toMatchObject({ ok: false, error: { kind: 'not-verified' } });
});
