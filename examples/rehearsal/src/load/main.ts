import { generateLoad } from './generate-load.ts';

const { env } = process;
const result = await generateLoad({
  url: env['LOAD_URL'] ?? '',
  rate: Number(env['LOAD_RATE'] ?? '100'),
  count: Number(env['LOAD_COUNT'] ?? '1000'),
  seconds: Number(env['LOAD_SECONDS'] ?? '60'),
});
console.log(JSON.stringify(result));
