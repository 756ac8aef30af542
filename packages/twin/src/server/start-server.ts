import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Handle, LoggedRequest, TwinRequest, TwinResponse, TwinServer } from './exchange.ts';
import { createFaultQueue, type FaultQueue } from './faults.ts';

/** Listens on a free port of 127.0.0.1. `prefix` is the path of the API, for example `/api/v4`. */
export async function startServer(prefix: string, handle: Handle): Promise<TwinServer> {
  const faults = createFaultQueue();
  const requests: LoggedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming, prefix)
      .then((request) => {
        requests.push({ method: request.method, path: request.path, time: Date.now() });
        return respond(request, outgoing, handle, faults);
      })
      .catch((error: unknown) => {
        send(outgoing, {
          status: 400,
          body: { message: error instanceof Error ? error.message : 'unreadable request' },
        });
      });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    requests,
    disturb: (fault) => faults.add(fault),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage, prefix: string): Promise<TwinRequest> {
  const url = new URL(incoming.url ?? '/', 'http://twin.invalid');
  const body = await text(incoming);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: body === '' ? undefined : (JSON.parse(body) as unknown),
  };
}

function respond(request: TwinRequest, outgoing: ServerResponse, handle: Handle, faults: FaultQueue): void {
  const effect = faults.take(request);
  switch (effect?.kind) {
    case undefined:
      send(outgoing, handle(request));
      break;
    case 'answer':
      send(outgoing, effect.response);
      break;
    case 'drop-request':
      outgoing.destroy();
      break;
    case 'drop-response':
      handle(request);
      outgoing.destroy();
      break;
    case 'silence':
      break;
  }
}

function send(outgoing: ServerResponse, { status, headers, body }: TwinResponse): void {
  outgoing.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  outgoing.end(body === undefined ? '' : JSON.stringify(body));
}
