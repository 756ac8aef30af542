import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '../journal.ts';
import type { Scanner } from '../scanners/scanner.ts';
import { describeEnding, isAsExpected } from './ending.ts';
import type { Rehearsed } from './rehearse.ts';
import { openScene, type Scene } from './scene.ts';
import { openWorld } from './world.ts';

export interface TestScene {
  readonly scene: Scene;
  /** What a rehearsal came to; the journal is in the error where it throws. */
  readonly walk: (rehearse: (scene: Scene) => Promise<Rehearsed>) => Promise<Rehearsed>;
  readonly close: () => Promise<void>;
}

/** A world for tests: gone at the end, evidence and all. Scanners that are left out are those that npm installs. */
export async function openTestScene(scanners?: readonly Scanner[]): Promise<TestScene> {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-rehearsal-'));
  const said: string[] = [];
  const journal = openJournal((line) => said.push(line));
  const world = await openWorld(journal, {
    folder: join(folder, 'world'),
    evidence: join(folder, 'evidence'),
    scanners,
  });
  const scene = openScene(world);
  return {
    scene,
    walk: async (rehearse) => {
      try {
        return await rehearse(scene);
      } catch (cause) {
        throw new Error(said.join('\n'), { cause });
      }
    },
    close: async () => {
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a test compares: everything that is not as specified, in words; nothing where all is. */
export function whatIsWrong({ checks, expected, found }: Rehearsed): readonly string[] {
  const wrong = checks.filter((check) => check.expected !== check.found).map(({ what }) => what);
  return isAsExpected(expected, found)
    ? wrong
    : [`${describeEnding(found)}; must be ${describeEnding(expected)}`, ...wrong];
}

/** A JSON file of the evidence, by its name without `.json`. */
export const record = ({ evidence }: Pick<Rehearsed, 'evidence'>, name: string): unknown =>
  JSON.parse(readFileSync(join(evidence, `${name}.json`), 'utf8'));
