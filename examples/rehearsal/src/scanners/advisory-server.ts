import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { advisories } from './advisories.ts';

export interface AdvisoryServer {
  /** Of the registry, for `npm audit --registry`. */
  readonly url: string;
  readonly stop: () => void;
}

const endpoint = '/-/npm/v1/security/advisories/bulk';

/** A registry on this machine that answers the bulk advisory endpoint, and 404 to every question about a package. */
export async function startAdvisoryServer(): Promise<AdvisoryServer> {
  const server = createServer((request, response) => {
    answer(request).then(
      (found) => response.writeHead(found === undefined ? 404 : 200).end(JSON.stringify(found ?? {})),
      () => response.writeHead(400).end('{}'),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port ?? 0}/`, stop: () => server.close().closeAllConnections() };
}

/** The question is an object of package names, gzipped or not; what is asked for the version npm compares itself. */
async function answer(request: IncomingMessage): Promise<object | undefined> {
  if (request.method !== 'POST' || request.url !== endpoint) return undefined;
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  const names = Object.keys(JSON.parse(text.toString('utf8')) as object);
  return Object.fromEntries(
    names.flatMap((name) => (Object.hasOwn(advisories, name) ? [[name, advisories[name]]] : [])),
  );
}
