import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Flags } from './flags.ts';
import { createMetrics } from './metrics.ts';
import { priceOrder, type OrderLine } from './price.ts';

export interface ServiceOptions {
  readonly version: string;
  /** Digest of the artifact that runs, as the deployment says. */
  readonly digest: string;
  /** Share of /orders requests that fail, from 0 to 1: the fault that a rehearsal puts in. */
  readonly errorRate: number;
  readonly flags: Flags;
}

const longestBody = 65_536;

/** The HTTP service, not listening yet. */
export function createService(options: ServiceOptions): Server {
  const metrics = createMetrics();
  let debt = 0;
  const fails = (): boolean => {
    debt += options.errorRate;
    if (debt < 1) return false;
    debt -= 1;
    return true;
  };
  const orders = async (request: IncomingMessage): Promise<readonly [number, object]> => {
    if (fails()) return [500, { problem: 'the order book is not reachable' }];
    const order = request.method === 'POST' ? parseOrder(await readBody(request)) : exampleOrder;
    if (order === undefined)
      return [400, { problem: 'expected {"country": "DE", "lines": [{"sku": "…", "quantity": 1}]}' }];
    const price = priceOrder(order.lines, order.country);
    return ['problem' in price ? 422 : 200, price];
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('x-service-version', options.version);
    response.setHeader('x-artifact-digest', options.digest);
    const flags = options.flags.report(customerOf(request));
    response.setHeader('x-flags-digest', flags.digest);
    switch (request.url ?? '') {
      case '/healthz':
        return send(response, 200, { status: 'ok' });
      case '/version':
        return send(response, 200, { version: options.version, digest: options.digest, flags });
      case '/metrics':
        response.setHeader('content-type', 'application/openmetrics-text; version=1.0.0; charset=utf-8');
        response.end(metrics.text());
        return;
      case '/orders': {
        const [code, answer] = await orders(request);
        metrics.count(code);
        return send(response, code, answer);
      }
      default:
        return send(response, 404, { problem: 'not found' });
    }
  };
  return createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
}

const exampleOrder: Order = { country: 'DE', lines: [{ sku: 'signal-lamp', quantity: 12 }] };

/** Whom a flag's percentage counts: the caller's own name, or for one without a name each call. */
function customerOf({ headers }: IncomingMessage): string {
  const customer = headers['x-customer'];
  return typeof customer === 'string' && customer !== '' ? customer : randomUUID();
}

interface Order {
  readonly country: string;
  readonly lines: readonly OrderLine[];
}

function send(response: ServerResponse, code: number, body: object): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += String(chunk);
    if (body.length > longestBody) throw new Error('the body is too long');
  }
  return body;
}

function parseOrder(text: string): Order | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isOrder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isOrder(value: unknown): value is Order {
  if (typeof value !== 'object' || value === null || !('country' in value) || !('lines' in value)) return false;
  return typeof value.country === 'string' && Array.isArray(value.lines) && value.lines.every(isLine);
}

function isLine(value: unknown): value is OrderLine {
  if (typeof value !== 'object' || value === null || !('sku' in value) || !('quantity' in value)) return false;
  return typeof value.sku === 'string' && typeof value.quantity === 'number';
}
