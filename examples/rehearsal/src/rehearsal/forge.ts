import { createLocalForge } from '@interlock/adapters/local';
import type { Result } from '@interlock/core/failure';
import type { Forge } from '@interlock/core/ports';
import type { World } from './world.ts';

/** The forge of the rehearsal: requests and statuses are data in the bare repository. */
const forgeOf = ({ origin }: World): Forge => createLocalForge({ repository: origin });

/** Opens the request of a branch; answers its number. */
export async function openRequest(world: World, branch: string, title: string): Promise<number> {
  const opened = must(await forgeOf(world).openRequest({ branch, base: 'main', title, markdown: title }));
  return Number(/\d+$/u.exec(opened.url)?.[0]);
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.error.message);
}
