import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { requirePeer } from '../installation.ts';

export interface PrometheusServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A Prometheus on the loopback that scrapes one address four times a second; its data goes into `folder`. */
export async function startPrometheus(folder: string, target: string): Promise<PrometheusServer> {
  const config = join(folder, 'prometheus.yml');
  const job = { job_name: 'proxy', metrics_path: '/metrics', static_configs: [{ targets: [target] }] };
  writeFileSync(
    config,
    JSON.stringify({ global: { scrape_interval: '250ms', scrape_timeout: '250ms' }, scrape_configs: [job] }),
  );
  const port = await freePort();
  const args = [`--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'data')}`];
  const server = spawn(requirePeer('prometheus'), [...args, `--web.listen-address=127.0.0.1:${port}`], {
    stdio: 'ignore',
  });
  const ended = once(server, 'close');
  process.once('exit', () => server.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  await until(() => answers(`${url}/-/ready`));
  return {
    url,
    stop: async () => {
      server.kill('SIGKILL');
      await ended;
    },
  };
}

/** Waits until there are at least so many samples of a metric. */
export async function untilScraped(server: PrometheusServer, metric: string): Promise<void> {
  await until(async () => {
    const answer = await fetch(`${server.url}/api/v1/query?query=${encodeURIComponent(`count(${metric}) > 1`)}`);
    return (await answer.text()).includes('"value"');
  });
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    if (await condition()) return;
    await setTimeout(200);
  }
  throw new Error('waited for 30 s in vain');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
