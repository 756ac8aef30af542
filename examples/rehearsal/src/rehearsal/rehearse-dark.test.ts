import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openJournal } from '../journal.ts';
import { anomalyWhenOn, anomalyWhileDark, darkChange } from './dark-changes.ts';
import { holds } from './final-state.ts';
import { rehearseDark, type RehearsedDark } from './rehearse-dark.ts';
import { openWorld, type World } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-dark-'));
const said: string[] = [];
let world: World;
let rehearsed: RehearsedDark;

beforeAll(async () => {
  world = await openWorld(
    openJournal((line) => said.push(line)),
    join(folder, 'world'),
    join(folder, 'evidence'),
  );
  try {
    rehearsed = await rehearseDark(world, [darkChange, anomalyWhileDark, anomalyWhenOn]);
  } catch (cause) {
    throw new Error(said.join('\n'), { cause });
  } finally {
    await world.stop();
  }
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const flags = () => JSON.parse(readFileSync(world.flags, 'utf8')) as { flags: Record<string, unknown> };
const record = (version: string, name: string): unknown =>
  JSON.parse(readFileSync(join(world.evidence, version, `${name}.json`), 'utf8'));

describe('a deployment with its flag off', () => {
  it('is promoted where it is well at every step, and taken back where it is not, dark or on', () => {
    const [good, dark, on] = rehearsed.outcomes;
    expect([good, dark]).toEqual(['promoted', 'off']);
    expect([10, 50]).toContain(on);
  });

  it('leaves the promoted release with its flag on, and every bad one with its flag off', () => {
    const variants = { on: true, off: false };
    expect(flags().flags).toEqual({
      'order-journal': { state: 'ENABLED', variants, defaultVariant: 'on' },
      'order-printer': { state: 'ENABLED', variants, defaultVariant: 'off' },
      'order-archive': { state: 'ENABLED', variants, defaultVariant: 'off' },
    });
  });

  it('gives the traffic back, runs the promoted artifact, and reverts the bad change', () => {
    expect(rehearsed.checks).toHaveLength(6);
    expect(rehearsed.checks.filter((check) => !holds(check))).toEqual([]);
    expect(record('1.2.0', 'rollback')).toMatchObject({
      status: 'complete',
      bad: { digest: rehearsed.releases[1]?.digest },
      target: { digest: rehearsed.releases[0]?.digest },
    });
  });

  it('records each step of the flag, so that the digests form a chain', () => {
    const steps = ['flag-off', 'flag-10', 'flag-50', 'flag-100'].map(
      (name) => record('1.1.0', name) as { digestBefore: string; digestAfter: string },
    );
    expect(steps.slice(1).map(({ digestBefore }) => digestBefore)).toEqual(
      steps.slice(0, -1).map(({ digestAfter }) => digestAfter),
    );
    expect(record('1.1.0', 'flag-off')).toMatchObject({ before: null, after: { setting: { state: 'off' } } });
    expect(record('1.1.0', 'flag-50')).toMatchObject({ before: { setting: { percentage: 10 } } });
  });
});
