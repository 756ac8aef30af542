/** `-Y sign -n git -f <key> <file>`: writes `<file>.sig`, by node:crypto alone, with the key in PEM beside its `.pub`. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { makeSshSignature } from '../../../packages/core/src/evidence/make-ssh-signature.ts';

const args = process.argv.slice(2);
const key = args[args.indexOf('-f') + 1] ?? '';
const file = args.at(-1) ?? '';
const [type = '', base64 = ''] = readFileSync(`${key}.pub`, 'utf8').split(' ');
if (type !== 'ssh-ed25519') throw new Error(`${type} is not the type of a key of this test`);
const pair = {
  type,
  line: `${type} ${base64}`,
  blob: Buffer.from(base64, 'base64'),
  privateKey: createPrivateKey(readFileSync(key)),
} as const;
writeFileSync(`${file}.sig`, makeSshSignature(pair, readFileSync(file)));
