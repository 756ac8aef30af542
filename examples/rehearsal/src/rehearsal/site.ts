import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from './world.ts';

/** A proxy with two backends behind it, and the flags that both read: production, or staging. */
export interface Site {
  readonly world: World;
  readonly name: string;
  /** What was deployed here, and `deployments.json`, its history. */
  readonly deployed: string;
  readonly flags: string;
  readonly proxy: { readonly port: string; readonly admin: string };
  readonly target: { readonly port: string };
  /** What may change weights and deployments. */
  readonly token: string;
}

/** The errors that the service always had, in any version: two rates can only be compared where there are some. */
const usualErrorRate = 0.05;

/** Starts the proxy and the deployment target, which has nothing deployed yet. */
export async function openSite(world: World, name: string): Promise<Site> {
  const folder = join(world.folder, name);
  const deployed = join(folder, 'deployed');
  for (const path of [deployed, join(folder, 'slots')]) mkdirSync(path, { recursive: true });
  const token = `${name}-token`;
  const flags = join(folder, 'flags.json');
  writeFileSync(flags, '{ "$schema": "https://flagd.dev/schema/v0/flags.json", "flags": {} }\n');
  const proxy = await world.start('proxy/main.ts', { PROXY_ADMIN_TOKEN: token });
  const [port = '', admin = ''] = proxy.ready;
  const target = await world.start('target/main.ts', {
    TARGET_TOKEN: token,
    TARGET_FOLDER: join(folder, 'slots'),
    SERVICE_ERROR_RATE: String(usualErrorRate),
    SERVICE_FLAGS: flags,
    PROXY_ADMIN_PORT: admin,
    PROXY_ADMIN_TOKEN: token,
  });
  return { world, name, deployed, flags, proxy: { port, admin }, target: { port: target.ready[0] ?? '' }, token };
}

/** A site that does not run: for a deployment that must be refused before any hook of it is called. */
export function siteAtRest(world: World, name: string): Site {
  const nowhere = { port: '0', admin: '0' };
  const deployed = join(world.folder, name, 'deployed');
  mkdirSync(deployed, { recursive: true });
  return { world, name, deployed, flags: '', proxy: nowhere, target: nowhere, token: '' };
}
