import { execFileSync, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface GitServerOptions {
  /** Folder of the bare repositories: `<root>/<owner>/<name>.git`. */
  readonly root: string;
  /** Password of who may read and push; any user name goes with it, as on the forges. */
  readonly token: string;
}

export interface GitServer {
  /** Address that stands before `/<owner>/<name>.git`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Repositories over HTTP on 127.0.0.1, served by git's own `http-backend`. */
export async function startGitServer(options: GitServerOptions): Promise<GitServer> {
  const server = createServer((request, response) => {
    serve(request, response, options).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, options: GitServerOptions): Promise<void> {
  const password = Buffer.from(request.headers.authorization?.replace(/^Basic /u, '') ?? '', 'base64')
    .toString()
    .replace(/^[^:]*:/u, '');
  if (password !== options.token) {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="twin"' }).end();
    return;
  }
  const url = new URL(request.url ?? '/', 'http://twin.invalid');
  const backend = spawn(`${execPath()}/git-http-backend`, [], {
    env: {
      PATH: process.env['PATH'] ?? '',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_PROJECT_ROOT: options.root,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: 'twin',
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      HTTP_GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(backend.stdin);
  const answer = await buffer(backend.stdout);
  const end = answer.indexOf('\r\n\r\n');
  const headers = new Map(
    answer
      .subarray(0, end)
      .toString('latin1')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const status = Number.parseInt(headers.get('status') ?? '200', 10);
  headers.delete('status');
  response.writeHead(status, Object.fromEntries(headers)).end(answer.subarray(end + 4));
}

function execPath(): string {
  return execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim();
}
