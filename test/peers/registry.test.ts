import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { app, deployConfig, deploying, parts, sbom, storing } from '../e2e/bad-input/stored.ts';
import { runCommand } from '../e2e/run-action.ts';
import { requirePeer } from './installation.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-registry-'));
const at = (name: string) => join(folder, name);
let registry: ChildProcess | undefined;
let host = '';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

beforeAll(async () => {
  host = `127.0.0.1:${await freePort()}`;
  mkdirSync(at('data'));
  const config = { version: 0.1, storage: { filesystem: { rootdirectory: at('data') } }, http: { addr: host } };
  writeFileSync(at('registry.yml'), JSON.stringify(config));
  registry = spawn(requirePeer('docker-registry'), ['serve', at('registry.yml')], { stdio: 'ignore' });
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`http://${host}/v2/`).catch(() => undefined);
    if (answer?.ok === true) break;
    if (tries > 100) throw new Error('docker-registry does not answer');
    await setTimeout(100);
  }
  for (const [name, content] of Object.entries(parts)) writeFileSync(at(name), content);
  writeFileSync(at('deploy.yml'), JSON.stringify(deployConfig));
}, 60_000);

afterAll(() => {
  registry?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const run = (operation: string, inputs: Readonly<Record<string, string>>) =>
  runCommand(
    [operation, ...Object.entries({ ...inputs, store: `http://${host}/team/app` }).map(([k, v]) => `--${k}=${v}`)],
    { cwd: folder },
  );

const skopeo = (...args: readonly string[]) =>
  execFileSync(requirePeer('skopeo'), args, { encoding: 'utf8', env: { ...process.env, HOME: folder } });

interface Manifest {
  readonly layers: readonly { readonly digest: string }[];
  readonly subject?: { readonly digest: string };
}

it("stores what skopeo copies bit for bit, and deploys it from Debian's docker-registry", async () => {
  const stored = await run('store-artifact', storing);
  expect([stored.exitCode, stored.stderr]).toEqual([0, expect.stringContaining('Interlock: stored')]);
  const { artifact, bundles, sbom: listed } = JSON.parse(readFileSync(at('stored.json'), 'utf8'));
  const image = `docker://${host}/team/app`;
  const raw = (reference: string) =>
    JSON.parse(skopeo('inspect', '--tls-verify=false', '--raw', `${image}${reference}`)) as Manifest;
  expect(raw(':release-1')).toEqual(raw(`@${artifact.manifest}`));
  const contents: string[] = [];
  for (const [index, { manifest }] of [artifact, listed, ...bundles].entries()) {
    const copy = at(`copy-${index}`);
    skopeo('copy', '--quiet', '--src-tls-verify=false', `${image}@${manifest}`, `dir:${copy}`);
    const { layers, subject } = raw(`@${manifest}`);
    expect(subject?.digest).toBe(index === 0 ? undefined : artifact.manifest);
    contents.push(readFileSync(join(copy, (layers[0]?.digest ?? '').replace('sha256:', '')), 'utf8'));
  }
  expect(contents).toEqual([app, sbom, parts['app.json']]);
  const again = await run('store-artifact', storing);
  expect(again.exitCode).toBe(0);
  const deployed = await run('deploy-artifact', deploying);
  expect([deployed.exitCode, deployed.stdout]).toEqual([
    0,
    expect.stringContaining(`running-digest=${artifact.digest}`),
  ]);
}, 120_000);
