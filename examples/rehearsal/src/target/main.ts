import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Backend } from '../proxy/counters.ts';
import { createSlots, type Deployment } from './slots.ts';

const { env } = process;
const token = env['TARGET_TOKEN'] ?? '';
const slots = createSlots({
  folder: env['TARGET_FOLDER'] ?? '.',
  environment: { SERVICE_ERROR_RATE: env['SERVICE_ERROR_RATE'] ?? '0', SERVICE_FLAGS: env['SERVICE_FLAGS'] ?? '' },
  route: async (backend, origin) => {
    const headers = { authorization: `Bearer ${env['PROXY_ADMIN_TOKEN'] ?? ''}` };
    const url = `http://127.0.0.1:${env['PROXY_ADMIN_PORT'] ?? ''}/origin/${backend}`;
    const answer = await fetch(url, { method: 'PUT', headers, body: origin, signal: AbortSignal.timeout(5_000) });
    if (!answer.ok) throw new Error(`the proxy answered ${answer.status}`);
  },
});

/** GET /slots/<slot>: the running digest; …/flags: of the flags that it serves. PUT with the token: deploy. */
const server = createServer((request, response) => {
  answer(request)
    .catch((error: unknown) => [500, error instanceof Error ? error.message : String(error)] as const)
    .then(([code, text]) => response.writeHead(code).end(`${text}\n`))
    .catch(() => response.destroy());
});

async function answer(request: IncomingMessage): Promise<readonly [number, string]> {
  const [, slot, what] = /^\/slots\/(baseline|canary)(\/flags)?$/.exec(request.url ?? '') ?? [];
  if (slot === undefined) return [404, 'not found'];
  const backend = slot as Backend;
  if (request.method === 'PUT') {
    if (token === '' || request.headers.authorization !== `Bearer ${token}`) return [401, 'the token is missing'];
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    await slots.deploy(backend, JSON.parse(body) as Deployment);
  }
  const running = await slots.answered(backend, what === undefined ? 'x-artifact-digest' : 'x-flags-digest');
  return running === undefined ? [404, 'nothing runs here'] : [200, running];
}

server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
console.log(`ready ${typeof address === 'object' ? (address?.port ?? '') : ''}`);

process.on('SIGTERM', () => {
  server.close().closeAllConnections();
  void slots.stop().then(() => process.exit(0));
});
