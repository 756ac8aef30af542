import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const page = ['canary', 'baseline']
  .flatMap((server) => ['200', '500'].map((code) => `http_total{server="${server}",code="${code}"} 5`))
  .join('\n');

const openmetrics = { 'content-type': 'application/openmetrics-text; version=1.0.0' };

/** Addresses of a metrics server that answers in every wrong way, and in the right one. */
export interface MetricsServer {
  /** Nothing listens there. */
  readonly closed: string;
  readonly at: (
    path: '/good' | '/500' | '/html' | '/truncated' | '/huge' | '/redirect' | '/latin1' | '/never',
  ) => string;
  readonly close: () => void;
}

export async function startMetricsServer(): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    switch (request.url) {
      case '/good':
        return response.writeHead(200, openmetrics).end(`${page}\n# EOF\n`);
      case '/500':
        return response.writeHead(500).end('no');
      case '/html':
        return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>\n<p>Sign in</p>\n');
      case '/truncated':
        return response.writeHead(200, openmetrics).end(`${page}\n`);
      case '/huge':
        return response.writeHead(200).end('# a line of a page without end\n'.repeat(400_000));
      case '/redirect':
        return response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
      case '/latin1':
        return response.writeHead(200).end(Buffer.from([0x61, 0xff, 0x0a]));
      case undefined:
      default:
        return undefined;
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const spare = createServer();
  await new Promise<void>((resolve) => spare.listen(0, '127.0.0.1', resolve));
  const closed = (spare.address() as AddressInfo).port;
  await new Promise((resolve) => spare.close(resolve));
  const { port } = server.address() as AddressInfo;
  return {
    closed: `http://127.0.0.1:${closed}/metrics`,
    at: (path) => `http://127.0.0.1:${port}${path}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
