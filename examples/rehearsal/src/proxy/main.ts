import { once } from 'node:events';
import type { Server } from 'node:http';
import { createAdmin } from './admin.ts';
import { createCounters } from './counters.ts';
import { createProxy } from './proxy.ts';
import { createChoice } from './weighted-choice.ts';

const { env } = process;
const choice = createChoice(Number(env['PROXY_SEED'] ?? '1'));
const counters = createCounters();
let weight = Number(env['PROXY_WEIGHT'] ?? '0');

const origins = { baseline: env['PROXY_BASELINE'] ?? '', canary: env['PROXY_CANARY'] ?? '' };

const proxy = createProxy({
  origins,
  choose: () => choice(weight),
  counters,
  timeoutMilliseconds: 10_000,
});
const admin = createAdmin({
  token: env['PROXY_ADMIN_TOKEN'] ?? '',
  metrics: () => counters.text(),
  weight: () => weight,
  setWeight: (percent) => {
    weight = percent;
  },
  setOrigin: (backend, origin) => {
    origins[backend] = origin;
  },
});

console.log(`ready ${await listen(proxy)} ${await listen(admin)}`);

process.on('SIGTERM', () => {
  for (const server of [proxy, admin]) server.close().closeAllConnections();
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
