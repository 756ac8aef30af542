import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { noFlags, openFlags, type Flags } from '../src/flags.ts';

const folder = mkdtempSync(join(tmpdir(), 'flags-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const file = (journal: object): string =>
  JSON.stringify({
    flags: { journal: { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off', ...journal } },
  });
const percent = (on: number) =>
  file({
    targeting: {
      fractional: [
        ['on', on],
        ['off', 100 - on],
      ],
    },
  });

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 500, 'it did not come to that');
    await setTimeout(10);
  }
}

async function withFlags(text: string | undefined, use: (flags: Flags, path: string) => Promise<void>): Promise<void> {
  const path = join(mkdtempSync(join(folder, 'one-')), 'flags.json');
  if (text !== undefined) writeFileSync(path, text);
  const flags = await openFlags(path, 10);
  await use(flags, path).finally(() => flags.close());
}

async function customersOn(flags: Flags): Promise<ReadonlySet<string>> {
  const on = new Set<string>();
  for (let index = 0; index < 2_000; index++) if (await flags.isOn('journal', `c${index}`)) on.add(`c${index}`);
  return on;
}

test('a percentage is on for that share of the customers, and who is on stays on when it rises', async () => {
  let before: ReadonlySet<string> = new Set();
  for (const share of [10, 50, 90]) {
    await withFlags(percent(share), async (flags) => {
      const on = await customersOn(flags);
      assert.ok(Math.abs(on.size / 20 - share) < 4, `${share} % is ${on.size / 20} %`);
      assert.deepEqual(
        [...before].filter((customer) => !on.has(customer)),
        [],
      );
      before = on;
    });
  }
});

test('follows a file that is renamed into place, and says which content it serves', async () => {
  await withFlags(file({}), async (flags, path) => {
    assert.equal(await flags.isOn('journal', 'a'), false);
    const next = file({ defaultVariant: 'on' });
    writeFileSync(`${path}.new`, next);
    renameSync(`${path}.new`, path);
    await until(() => flags.report('a').digest === digestOf(next));
    assert.equal(await flags.isOn('journal', 'a'), true);
    assert.deepEqual(flags.report('a'), { digest: digestOf(next), values: { journal: true } });
  });
});

for (const [name, text] of [
  ['cut off', file({}).slice(0, 40)],
  ['empty', ''],
  ['without flags', '{}'],
  ['of a flag with a state that is none', file({ state: 'MAYBE' })],
  ['gone', undefined],
] as const) {
  test(`keeps the last good content of a file that is ${name}, and takes the next good one`, async () => {
    const good = file({ defaultVariant: 'on' });
    await withFlags(good, async (flags, path) => {
      if (text === undefined) rmSync(path);
      else writeFileSync(path, text);
      await until(() => flags.report('a').problem !== undefined);
      assert.equal(await flags.isOn('journal', 'a'), true);
      assert.equal(flags.report('a').digest, digestOf(good));
      writeFileSync(path, file({}));
      await until(() => flags.report('a').problem === undefined);
      assert.equal(await flags.isOn('journal', 'a'), false);
    });
  });
}

test('everything is off without a file, and what is unknown is off', async () => {
  await withFlags(undefined, async (flags) => {
    assert.equal(await flags.isOn('journal', 'a'), false);
    assert.match(flags.report('a').problem ?? '', /ENOENT/);
  });
  await withFlags(file({ defaultVariant: 'on' }), async (flags) => {
    assert.equal(await flags.isOn('jurnal', 'a'), false);
  });
  assert.equal(await noFlags.isOn('journal', 'a'), false);
});
