import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';

export interface AdminOptions {
  readonly token: string;
  readonly metrics: () => string;
  readonly weight: () => number;
  readonly setWeight: (percent: number) => void;
}

/** GET /metrics and /weight for everyone on the loopback; PUT /weight for who has the token. */
export function createAdmin(options: AdminOptions): Server {
  return createServer((request, response) => {
    const route = `${request.method ?? ''} ${request.url ?? ''}`;
    if (route === 'GET /metrics') {
      response.setHeader('content-type', 'application/openmetrics-text; version=1.0.0; charset=utf-8');
      response.end(options.metrics());
      return;
    }
    if (route === 'GET /weight') return void response.end(`${options.weight()}\n`);
    if (route !== 'PUT /weight') return void response.writeHead(404).end();
    if (!isToken(request.headers.authorization, options.token)) return void response.writeHead(401).end();
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body = (body + chunk).slice(0, 100)));
    request.on('end', () => {
      const percent = body.trim() === '' ? Number.NaN : Number(body);
      if (!(percent >= 0 && percent <= 100)) return void response.writeHead(400).end('a weight is 0 to 100\n');
      options.setWeight(percent);
      response.end(`${options.weight()}\n`);
    });
  });
}

function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();
  return token !== '' && timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
