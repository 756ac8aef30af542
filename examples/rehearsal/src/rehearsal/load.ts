import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadResult } from '../load/generate-load.ts';
import type { Site } from './site.ts';

const requestsPerSecond = 400;

export interface Load {
  /** Ends the load; the number of answers by `<service version> <status>`. */
  readonly end: () => Promise<LoadResult>;
}

/** Sends orders to the proxy at an even pace until it is ended, for four minutes at most. */
export async function startLoad(site: Site): Promise<Load> {
  const result = join(site.world.evidence, `load-${site.name}.json`);
  const load = await site.world.start('load/main.ts', {
    LOAD_URL: `http://127.0.0.1:${site.proxy.port}/orders`,
    LOAD_RATE: String(requestsPerSecond),
    LOAD_COUNT: '100000',
    LOAD_SECONDS: '240',
    LOAD_RESULT: result,
  });
  return {
    end: async () => {
      await load.stop();
      return JSON.parse(readFileSync(result, 'utf8')) as LoadResult;
    },
  };
}
