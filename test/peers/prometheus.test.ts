import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '../e2e/run-action.ts';
import { canaryConfig } from './scene/canary-config.ts';
import { startPrometheus, untilScraped, type PrometheusServer } from './scene/prometheus.ts';
import { startTraffic, type Traffic } from './scene/traffic.ts';

const metric = 'interlock_proxy_requests_total';

interface Scene {
  readonly traffic: Traffic;
  readonly prometheus: PrometheusServer;
}

const root = mkdtempSync(join(tmpdir(), 'interlock-prometheus-'));
const newFolder = () => mkdtempSync(join(root, 'one-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Live traffic, and a Prometheus server that scrapes the proxy, or `target` in its place. */
async function startScene(rates: { readonly baseline: number; readonly canary: number }, target?: string) {
  const traffic = await startTraffic(rates);
  const prometheus = await startPrometheus(newFolder(), target ?? `127.0.0.1:${traffic.adminPort}`);
  if (target === undefined) await untilScraped(prometheus, metric);
  return { traffic, prometheus };
}

async function stopScene({ traffic, prometheus }: Scene): Promise<void> {
  await prometheus.stop();
  await traffic.stop();
}

/** Lets canary-gate judge the traffic by what the server scraped. */
async function judge({ traffic, prometheus }: Scene, source: object = {}, timeout = '40s') {
  const folder = newFolder();
  const config = canaryConfig(traffic, { type: 'prometheus', url: prometheus.url, ...source });
  writeFileSync(join(folder, 'canary.json'), config);
  const run = await runCommand(['canary-gate', '--config', 'canary.json', '--timeout', timeout], { cwd: folder });
  const decision: unknown = JSON.parse(readFileSync(join(folder, 'canary-decision.json'), 'utf8'));
  return { ...run, decision, weight: await traffic.weight() };
}

const inconclusive = { decision: 'inconclusive', totals: { canary: { requests: 0 } } };

describe('canary-gate, fed by a real Prometheus on a canary that is as good as the baseline', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene({ baseline: 0.1, canary: 0.1 });
  }, 60_000);
  afterAll(() => stopScene(scene));

  it('promotes it', async () => {
    const { exitCode, decision, weight } = await judge(scene);
    expect([exitCode, decision]).toMatchObject([0, { decision: 'promote' }]);
    expect(weight).toBe(50);
  }, 60_000);

  it.each([
    ['the metric does not exist', { metric: 'no_such_total' }],
    ['no series is of the canary', { canary: ['backend="none"'] }],
  ])(
    'does not decide where %s',
    async (_, source) => {
      const { exitCode, decision, weight } = await judge(scene, source, '5s');
      expect([exitCode, decision]).toMatchObject([3, inconclusive]);
      expect(weight).toBe(0);
    },
    60_000,
  );
});

describe('canary-gate, fed by a real Prometheus', () => {
  it('rolls back a canary with 20 % errors', async () => {
    const scene = await startScene({ baseline: 0.02, canary: 0.2 });
    const { exitCode, decision, weight } = await judge(scene).finally(() => stopScene(scene));
    expect([exitCode, decision]).toMatchObject([1, { decision: 'rollback' }]);
    expect(weight).toBe(0);
  }, 60_000);

  it('does not decide where the proxy cannot be scraped', async () => {
    const scene = await startScene({ baseline: 0.1, canary: 0.1 }, '127.0.0.1:1');
    const { exitCode, decision } = await judge(scene, {}, '5s').finally(() => stopScene(scene));
    expect([exitCode, decision]).toMatchObject([3, inconclusive]);
  }, 60_000);
});
