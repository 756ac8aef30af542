import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeSshSignature, type TestSshKey } from '@interlock/core/ssh-key-fixture';

/**
 * Stands in for `ssh-keygen -Y sign -n NAMESPACE -f KEY`: the message comes from standard input, and the signature of a
 * security key in software goes to standard output. A rehearsal needs neither OpenSSH nor a device; whoever approves for
 * real has both.
 */
const { values } = parseArgs({
  options: { Y: { type: 'string', short: 'Y' }, n: { type: 'string', short: 'n' }, f: { type: 'string', short: 'f' } },
});
if (values.Y !== 'sign' || values.n === undefined || values.f === undefined) throw new Error('only -Y sign -n -f');
const file = JSON.parse(readFileSync(values.f, 'utf8')) as Record<'type' | 'pem' | 'blob' | 'line', string>;
const key: TestSshKey = {
  type: file.type as TestSshKey['type'],
  privateKey: createPrivateKey(file.pem),
  blob: Buffer.from(file.blob, 'base64'),
  line: file.line,
};
process.stdout.write(makeSshSignature(key, readFileSync(0), { namespace: values.n }));
