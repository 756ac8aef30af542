import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startProcess, type RunningProcess } from '../processes/index.ts';

const run = promisify(execFile);
const at = (file: string): string => new URL(file, import.meta.url).pathname;
const token = 'rehearsal';
const started: RunningProcess[] = [];
let port = '';
let admin = '';
let canary: RunningProcess | undefined;

async function start(file: string, environment: Record<string, string>): Promise<RunningProcess> {
  const one = await startProcess(at(file), environment);
  started.push(one);
  return one;
}

beforeAll(async () => {
  const service = '../../../sample-service/src/main.ts';
  const baseline = await start(service, { SERVICE_VERSION: '1' });
  canary = await start(service, { SERVICE_VERSION: '2', SERVICE_ERROR_RATE: '0.2' });
  const proxy = await start('main.ts', {
    PROXY_BASELINE: `http://127.0.0.1:${baseline.ready[0] ?? ''}`,
    PROXY_CANARY: `http://127.0.0.1:${canary.ready[0] ?? ''}`,
    PROXY_ADMIN_TOKEN: token,
  });
  [port, admin] = [proxy.ready[0] ?? '', proxy.ready[1] ?? ''];
}, 30_000);

afterAll(async () => {
  await Promise.all(started.map((one) => one.stop()));
});

async function setWeight(weight: number, secret = token): Promise<void> {
  const env = { INTERLOCK_WEIGHT: `${weight}`, PROXY_ADMIN_PORT: admin, PROXY_ADMIN_TOKEN: secret };
  await run(process.execPath, [at('../hooks/set-weight.ts')], { env });
}

async function load(count: number): Promise<Record<string, number>> {
  const env = { LOAD_URL: `http://127.0.0.1:${port}/orders`, LOAD_RATE: '1000', LOAD_COUNT: `${count}` };
  const { stdout } = await run(process.execPath, [at('../load/main.ts')], { env });
  return JSON.parse(stdout.replace(/^ready.*\n/, '')) as Record<string, number>;
}

async function counter(backend: string, code: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${admin}/metrics`)).text();
  const found = text.split('\n').find((line) => line.includes(`{backend="${backend}",code="${code}"}`));
  return Number(found?.split(' ')[1]);
}

it('sends nothing to a canary of weight 0', async () => {
  expect(await load(300)).toEqual({ '1 200': 300 });
  expect([await counter('canary', 200), await counter('baseline', 200)]).toEqual([0, 300]);
}, 30_000);

it('splits by weight, and its counters equal what the load generator saw', async () => {
  await setWeight(10);
  const seen = await load(2000);
  await setWeight(0);
  const good = seen['2 200'] ?? 0;
  const bad = seen['2 500'] ?? 0;
  expect(good + bad).toBeGreaterThan(150);
  expect(good + bad).toBeLessThan(250);
  expect(await counter('canary', 200)).toBe(good);
  expect(await counter('canary', 500)).toBe(bad);
  expect(await counter('baseline', 200)).toBe(300 + (seen['1 200'] ?? 0));
}, 30_000);

it('takes a weight only with the token and in range', async () => {
  await expect(setWeight(50, 'wrong')).rejects.toThrow();
  await expect(setWeight(101)).rejects.toThrow();
  expect(await (await fetch(`http://127.0.0.1:${admin}/weight`)).text()).toBe('0\n');
}, 30_000);

it('takes another backend while it runs, on this machine only', async () => {
  const next = await start('../../../sample-service/src/main.ts', { SERVICE_VERSION: '3' });
  const put = async (body: string) =>
    fetch(`http://127.0.0.1:${admin}/origin/baseline`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}` },
      body,
    });
  expect((await put('http://example.org')).status).toBe(400);
  expect((await put(`http://127.0.0.1:${next.ready[0] ?? ''}`)).status).toBe(200);
  expect(await load(20)).toEqual({ '3 200': 20 });
}, 30_000);

it('counts a dead canary as 502', async () => {
  await canary?.stop();
  await setWeight(100);
  expect(await load(20)).toEqual({ '- 502': 20 });
  expect(await counter('canary', 502)).toBe(20);
}, 30_000);
