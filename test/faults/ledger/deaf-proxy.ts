import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to a git server on which answers get lost. */
export interface DeafProxy {
  readonly url: string;
  /** How many answers are lost from now on, once the server gave them: the first to a push, then any. */
  lose(answers: number): void;
  close(): Promise<void>;
}

export async function deafProxy(target: string): Promise<DeafProxy> {
  let lost = 0;
  let pushed = false;
  const server = createServer((incoming, outgoing) => {
    const isPush = incoming.method === 'POST' && incoming.url?.endsWith('/git-receive-pack') === true;
    if (isPush) pushed = true;
    const isLost = lost > 0 && pushed;
    if (isLost) lost -= 1;
    forward(target, incoming, outgoing, isLost);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lose: (answers) => {
      lost = answers;
      pushed = false;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function forward(target: string, incoming: IncomingMessage, outgoing: ServerResponse, isLost: boolean): void {
  const options = { method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host } };
  const asked = request(new URL(incoming.url ?? '/', target), options, (answer) => {
    if (isLost) {
      // the server has done it all; only then the line goes dead
      answer.resume().once('end', () => outgoing.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  asked.once('error', () => outgoing.destroy());
  incoming.pipe(asked);
}
