import { writeFileSync } from 'node:fs';
import { generateLoad } from './generate-load.ts';

const { env } = process;
const ended = new AbortController();
process.once('SIGTERM', () => ended.abort());
console.log('ready to send');
const result = await generateLoad({
  url: env['LOAD_URL'] ?? '',
  rate: Number(env['LOAD_RATE'] ?? '100'),
  count: Number(env['LOAD_COUNT'] ?? '1000'),
  seconds: Number(env['LOAD_SECONDS'] ?? '60'),
  signal: ended.signal,
});
const file = env['LOAD_RESULT'];
if (file === undefined) console.log(JSON.stringify(result));
else writeFileSync(file, `${JSON.stringify(result)}\n`);
