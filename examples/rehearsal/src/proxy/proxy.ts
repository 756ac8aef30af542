import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Backend, createCounters } from './counters.ts';

export interface ProxyOptions {
  readonly origins: Readonly<Record<Backend, string>>;
  readonly choose: () => Backend;
  readonly counters: ReturnType<typeof createCounters>;
  /** A backend that is silent for this long counts as 502. */
  readonly timeoutMilliseconds: number;
}

/** Forwards each request to one backend. Of the answer only the status is believed; a broken connection is a 502. */
export function createProxy(options: ProxyOptions): Server {
  const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: options.timeoutMilliseconds });
  const server = createServer((incoming, outgoing) => forward(incoming, outgoing, agent, options));
  // Longer than any pause of a client: a connection that is closed while a request is on its way looks like a failure.
  server.keepAliveTimeout = 120_000;
  server.on('close', () => agent.destroy());
  return server;
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, agent: Agent, options: ProxyOptions): void {
  const backend = options.choose();
  const origin = URL.parse(options.origins[backend]);
  if (origin === null) {
    options.counters.count(backend, 502);
    outgoing.writeHead(502).end();
    return;
  }
  const upstream = request({
    agent,
    hostname: origin.hostname,
    port: origin.port,
    path: incoming.url ?? '/',
    method: incoming.method ?? 'GET',
    headers: incoming.headers,
    timeout: options.timeoutMilliseconds,
  });
  let counted = false;
  const settle = (code: number): void => {
    if (!counted) options.counters.count(backend, code);
    counted = true;
  };
  const broken = (): void => {
    settle(502);
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end();
  };
  upstream.on('response', (answer) => {
    const code = answer.statusCode ?? 502;
    answer.on('error', broken);
    answer.on('end', () => settle(code));
    outgoing.writeHead(code, answer.headers);
    answer.pipe(outgoing);
  });
  // A client that goes away says nothing about the backend.
  outgoing.on('close', () => {
    if (counted) return;
    settle(499);
    upstream.destroy();
  });
  upstream.on('timeout', () => upstream.destroy(new Error('timeout')));
  upstream.on('error', broken);
  incoming.pipe(upstream);
}
