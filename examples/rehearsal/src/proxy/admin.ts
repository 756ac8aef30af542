import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Backend } from './counters.ts';

export interface AdminOptions {
  readonly token: string;
  readonly metrics: () => string;
  readonly weight: () => number;
  readonly setWeight: (percent: number) => void;
  readonly setOrigin: (backend: Backend, origin: string) => void;
}

/** GET /metrics and /weight for everyone on the loopback; PUT /weight and /origin/<backend> for who has the token. */
export function createAdmin(options: AdminOptions): Server {
  return createServer((request, response) => {
    const route = `${request.method ?? ''} ${request.url ?? ''}`;
    if (route === 'GET /metrics') {
      response.setHeader('content-type', 'application/openmetrics-text; version=1.0.0; charset=utf-8');
      response.end(options.metrics());
      return;
    }
    if (route === 'GET /weight') return void response.end(`${options.weight()}\n`);
    const put = writes[route];
    if (put === undefined) return void response.writeHead(404).end();
    if (!isToken(request.headers.authorization, options.token)) return void response.writeHead(401).end();
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body = (body + chunk).slice(0, 100)));
    request.on('end', () => {
      const problem = put(body.trim(), options);
      if (problem !== undefined) return void response.writeHead(400).end(`${problem}\n`);
      response.end(`${options.weight()}\n`);
    });
  });
}

/** What may be set; each answers what is wrong with the value. */
const writes: Readonly<Record<string, (value: string, options: AdminOptions) => string | undefined>> = {
  'PUT /weight': (value, { setWeight }) => {
    const percent = value === '' ? Number.NaN : Number(value);
    if (!(percent >= 0 && percent <= 100)) return 'a weight is 0 to 100';
    setWeight(percent);
    return undefined;
  },
  'PUT /origin/baseline': (value, options) => setOrigin('baseline', value, options),
  'PUT /origin/canary': (value, options) => setOrigin('canary', value, options),
};

function setOrigin(backend: Backend, value: string, { setOrigin }: AdminOptions): string | undefined {
  if (!/^http:\/\/127\.0\.0\.1:\d+$/.test(value)) return 'an origin is http://127.0.0.1:<port>';
  setOrigin(backend, value);
  return undefined;
}

function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();
  return token !== '' && timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
