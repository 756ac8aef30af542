import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { LoggedRequest } from '../server/index.ts';
import { refuse, type BinaryAnswer, type BinaryRequest } from './answers.ts';
import { continueUpload, readBlob, startUpload } from './blob-routes.ts';
import { createRegistryFaults, type RegistryFault, type RegistryFaults } from './registry-faults.ts';
import { checkLogin, giveToken } from './login.ts';
import { listReferrers, readManifest, writeManifest } from './manifest-routes.ts';
import { repositoryOf, type RegistryState, type RegistryTwinOptions, type RepositoryState } from './state.ts';

export interface RegistryTwin {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** Every request, also those that a fault hit, oldest first; `authorization` is what a client gave away with it. */
  readonly requests: readonly (LoggedRequest & { readonly authorization: string | undefined })[];
  /** What a repository holds, to look at and to spoil. */
  repository(name: string): RepositoryState;
  disturb(fault: RegistryFault): void;
  close(): Promise<void>;
}

/** A registry on 127.0.0.1 as distribution-spec 1.1 describes it, which keeps everything in memory. */
export async function startRegistryTwin(options: RegistryTwinOptions): Promise<RegistryTwin> {
  const state: RegistryState = { options, repositories: new Map(), tokens: new Map(), uploadCount: 0 };
  const faults = createRegistryFaults();
  const requests: (LoggedRequest & { readonly authorization: string | undefined })[] = [];
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming)
      .then((request) => {
        const { method, path, headers } = request;
        requests.push({ method, path, time: Date.now(), authorization: headers['authorization']?.toString() });
        respond(state, faults, request, outgoing);
      })
      .catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    repository: (name) => repositoryOf(state, name),
    disturb: (fault) => faults.add(fault),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<BinaryRequest> {
  const origin = `http://${incoming.headers.host ?? ''}`;
  const url = new URL(incoming.url ?? '/', origin);
  const body = await buffer(incoming);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body,
    origin,
  };
}

function respond(state: RegistryState, faults: RegistryFaults, request: BinaryRequest, outgoing: ServerResponse): void {
  const fault = faults.take(request);
  switch (fault?.kind) {
    case undefined:
      return send(outgoing, handle(state, request));
    case 'answer':
      return send(outgoing, fault.answer);
    case 'change':
      return send(outgoing, fault.change(handle(state, request)));
    case 'after': {
      const answer = handle(state, request);
      fault.act();
      return send(outgoing, answer);
    }
    case 'drop-request':
      outgoing.destroy();
      return undefined;
    case 'drop-response':
      handle(state, request);
      outgoing.destroy();
      return undefined;
    case 'cut':
      return cut(outgoing, handle(state, request));
  }
}

/** Announces all of it, sends half, and closes the connection. */
function cut(outgoing: ServerResponse, { status, headers, body = new Uint8Array() }: BinaryAnswer): void {
  outgoing.writeHead(status, headers);
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
}

function send(outgoing: ServerResponse, { status, headers, body }: BinaryAnswer): void {
  outgoing.writeHead(status, headers);
  outgoing.end(body);
}

const route = /^\/v2\/(.+?)\/(blobs\/uploads|blobs|manifests|referrers)\/([^/]*)$/;

function handle(state: RegistryState, request: BinaryRequest): BinaryAnswer {
  if (request.path === '/token') return giveToken(state, request);
  const [, name = '', kind, last = ''] = route.exec(request.path) ?? [];
  const refusal = checkLogin(state, request, name);
  if (refusal !== undefined) return refusal;
  const base = `/v2/${name}`;
  const repository = repositoryOf(state, name);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (kind === 'blobs' && reads) return readBlob(repository, last, request);
  if (kind === 'blobs/uploads' && request.method === 'POST') return startUpload(state, repository, base);
  if (kind === 'blobs/uploads') return continueUpload(repository, last, base, request);
  if (kind === 'manifests' && reads) return readManifest(repository, last, request);
  if (kind === 'manifests' && request.method === 'PUT') return writeManifest(state, repository, last, base, request);
  if (kind === 'referrers' && reads) return listReferrers(state, repository, last, request);
  return refuse(404, 'NAME_UNKNOWN');
}
