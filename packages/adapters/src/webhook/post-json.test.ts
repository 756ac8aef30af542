import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { postJson } from './index.ts';

let server: Server;
let url = '';
const received: string[] = [];
beforeEach(async () => {
  received.length = 0;
  server = createServer((request, response) => {
    if (request.url === '/silent') return;
    if (request.url === '/moved') response.setHeader('location', '/secret');
    void text(request).then((body) => {
      received.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`);
      response.writeHead(request.url === '/moved' ? 307 : request.url === '/broken' ? 500 : 204).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});
const post = (path: string) => postJson({ url: `${url}${path}`, body: '{"a":1}', timeoutSeconds: 1 });

it('sends the document', async () => {
  expect(await post('/secret')).toEqual({ ok: true, value: undefined });
  expect(received).toEqual(['POST /secret application/json {"a":1}']);
});

it.each([
  ['/broken', 'service-failed', /^127\.0\.0\.1:\d+ answered 500/],
  ['/moved', 'service-failed', /answered 307/],
  ['/silent', 'deadline-exceeded', /did not answer within 1 s/],
])('fails at %s, and does not tell the path', async (path, kind, message) => {
  const answer = await post(path);
  expect(answer).toMatchObject({ ok: false, error: { kind, message: expect.stringMatching(message) } });
  expect(JSON.stringify(answer)).not.toContain(path);
});

it('fails where nobody listens', async () => {
  const answer = await postJson({ url: 'http://127.0.0.1:1/secret', body: '{}', timeoutSeconds: 5 });
  expect(answer).toMatchObject({ ok: false, error: { kind: 'service-failed' } });
});
