import { readFile } from 'node:fs/promises';
import { argv, stdout } from 'node:process';
import { sha256 } from '@interlock/core/digest';
import { replaceFlagFile } from './replace-flag-file.ts';

/** For the test: adds one to the number in a file, again until it was taken. Arguments: file, times. Prints how often another was first. */
const [, , file = '', times = '0'] = argv;
let lost = 0;
for (let done = 0; done < Number(times);) {
  const text = await readFile(file, 'utf8');
  const answer = await replaceFlagFile(file, sha256(text), String(Number(text) + 1));
  if (!answer.ok) throw new Error(answer.error.message);
  if (answer.value === 'replaced') done += 1;
  else lost += 1;
}
stdout.write(String(lost));
