import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { startRegistryTwin } from '@interlock/twin/registry';
import { runCommand } from '../run-action.ts';
import { checkRows } from './check-rows.ts';
import type { Row } from './row.ts';
import { app, deployConfig, deploying, parts, storing } from './stored.ts';

const registry = await startRegistryTwin({ referrersApi: 'yes' });
const store = `${registry.url}/team/app`;
const folder = mkdtempSync(join(tmpdir(), 'interlock-deploy-registry-'));
afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeAll(async () => {
  for (const [name, content] of Object.entries(parts)) writeFileSync(join(folder, name), content);
  const given = Object.entries({ ...storing, store }).map(([name, value]) => `--${name}=${value}`);
  const stored = await runCommand(['store-artifact', ...given], { cwd: folder });
  if (stored.exitCode !== 0) throw new Error(stored.stderr);
}, 60_000);

const files = { ...parts, 'deploy.yml': JSON.stringify(deployConfig) };
type Repository = ReturnType<typeof registry.repository>;
const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const manifestOf = ({ tags }: Repository) => tags.get('release-1') ?? '';
const serveManifest = (repository: Repository, text: string) =>
  repository.manifests.set(manifestOf(repository), {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    bytes: Buffer.from(text),
  });

let repositories = 0;
/** The same release in a repository of its own. */
function copyRelease(): string {
  const name = `team/copy-${(repositories += 1)}`;
  const [from, to] = [registry.repository('team/app'), registry.repository(name)];
  for (const [digest, blob] of from.blobs) to.blobs.set(digest, blob);
  for (const [digest, manifest] of from.manifests) to.manifests.set(digest, manifest);
  for (const [tag, digest] of from.tags) to.tags.set(tag, digest);
  return name;
}

const whoWrites = /find out who may write to the store/;
const doNotUse = /Do not use this registry/;
const lies = (
  [
    [
      'other bytes for the artifact',
      ({ blobs }) => blobs.set(digestOf(app), Buffer.from('no artifact')),
      1,
      /sha256:\w+ of 11 bytes was expected/,
      whoWrites,
    ],
    [
      'fewer bytes for the artifact',
      ({ blobs }) => blobs.set(digestOf(app), Buffer.from('an')),
      1,
      /is 2 bytes long, and sha256:\w+ of 11 bytes was expected/,
      whoWrites,
    ],
    ['no artifact', ({ blobs }) => blobs.delete(digestOf(app)), 2, /has no blob sha256:/, /a part of it is gone/],
    [
      'another manifest under its digest',
      (repository) => serveManifest(repository, '{"schemaVersion":2}'),
      1,
      /sha256:\w+ was expected/,
      doNotUse,
    ],
    [
      'a page in place of the manifest',
      (repository) => serveManifest(repository, '<html>'),
      1,
      /sha256:\w+ was expected/,
      doNotUse,
    ],
    [
      'a tag that was moved to the SBOM',
      (repository) => {
        const others = [...repository.manifests.keys()].filter((digest) => digest !== manifestOf(repository));
        repository.tags.set('release-1', others[0] ?? '');
      },
      2,
      /is not one of a single artifact/,
      /not of its SBOM/,
    ],
    [
      'a tag that names what is not there',
      ({ tags }) => tags.set('release-1', digestOf('gone')),
      2,
      /has no tag release-1/,
      /Check the tag/,
    ],
  ] as const satisfies readonly (readonly [string, (repository: Repository) => unknown, 1 | 2, RegExp, RegExp])[]
).map(([name, spoil, exitCode, says, fix]): Row => ({
  name: `a registry that gives ${name}`,
  inputs: deploying,
  files,
  prepare: (work) => {
    mkdirSync(join(work, 'kept'));
    const copy = copyRelease();
    spoil(registry.repository(copy));
    return { store: `${registry.url}/${copy}` };
  },
  exitCode,
  says,
  fix,
}));

const unreachable = (
  [
    [
      'on a port that no HTTP client uses',
      '127.0.0.1:1',
      /HTTP clients do not use\); given up after 1 /,
      /Correct the port/,
    ],
    [
      'that refuses connections',
      await closedHost(),
      /connection refused\); given up/,
      /Nothing listens at that address/,
    ],
  ] as const
).map(([name, host, says, fix]): Row => ({
  name: `a registry ${name}`,
  inputs: { ...deploying, store: `http://${host}/team/app` },
  files,
  prepare: (work) => {
    mkdirSync(join(work, 'kept'));
  },
  exitCode: 3,
  says,
  fix,
  // a refusal is waited for half a minute
  face: 'command',
}));

/** Where a server was, and none is any more. */
async function closedHost(): Promise<string> {
  const closed = await startRegistryTwin({ referrersApi: 'yes' });
  await closed.close();
  return new URL(closed.url).host;
}

checkRows({ operation: 'deploy-artifact', rows: [...lies, ...unreachable] });
