import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { setFlag } from '@interlock/core/flags';
import { openFlags } from '../../examples/sample-service/src/flags.ts';
import { requirePeer } from './installation.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlock-flagd-'));
const percentages = [0, 1, 10, 25, 50, 75, 99, 100];
const customers = Array.from({ length: 1_500 }, (_, index) => `customer-${index}`);

/** Names of flags, and keys of those who ask. */
interface Names {
  readonly flags: readonly string[];
  readonly keys: readonly string[];
}
const ascii: Names = {
  flags: ['new-form', 'a/b "quoted" \\'],
  keys: [...customers, ...Array.from({ length: 500 }, (_, index) => String(index)), ' ', 'a"b\\c', 'x'.repeat(70_000)],
};
const others: Names = { flags: ['neues-formular-für-alle'], keys: [...customers, '日本語', '🚂', 'e\u0301'] };

type Answers = readonly (readonly (readonly boolean[])[])[];

/** The file that set-flag makes of an empty one, with every flag on for a percentage. */
function flagFile(percentage: number, { flags }: Names): string {
  const wanted = { state: 'percentage', percentage } as const;
  return flags.reduce((text, flag) => {
    const edit = setFlag(text, 'flags.json', { flag, wanted, ifAbsent: 'create' });
    if (!edit.ok) throw new Error(edit.error.message);
    return edit.value.text;
  }, '{"flags":{}}\n');
}

/** flagd's evaluator in Python, which shares no code with the one in JavaScript. */
const script = `
import json, sys
from openfeature.evaluation_context import EvaluationContext
from openfeature.contrib.tools.flagd.core import FlagdCore
given = json.load(sys.stdin)
answers = []
for text in given["files"]:
    core = FlagdCore()
    core.set_flags(text)
    resolve = lambda flag, key: core.resolve_boolean_value(flag, False, EvaluationContext(targeting_key=key)).value
    answers.append([[resolve(flag, key) for key in given["keys"]] for flag in given["flags"]])
json.dump(answers, sys.stdout)
`;

function inPython(files: readonly string[], names: Names): Answers {
  const input = JSON.stringify({ files, ...names });
  const run = spawnSync(requirePeer('flagd-core'), ['-c', script], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Answers;
}

async function inJavaScript(files: readonly string[], { flags, keys }: Names): Promise<Answers> {
  const answers: (readonly (readonly boolean[])[])[] = [];
  for (const file of files) {
    const path = join(folder, 'flags.json');
    writeFileSync(path, file);
    const opened = await openFlags(path, 3_600_000);
    answers.push(await Promise.all(flags.map((flag) => Promise.all(keys.map((key) => opened.isOn(flag, key))))));
    opened.close();
  }
  return answers;
}

/** The share of those who are in is near what was asked for, and nobody leaves when it rises. */
function expectSteps(answers: Answers): void {
  for (const [index, percentage] of percentages.entries()) {
    for (const [flag, on] of (answers[index] ?? []).entries()) {
      const share = (100 * on.filter(Boolean).length) / on.length;
      expect(Math.abs(share - percentage)).toBeLessThanOrEqual(percentage % 100 === 0 ? 0 : 4);
      const before = answers[index - 1]?.[flag] ?? [];
      expect(before.filter((was, key) => was && !on[key])).toEqual([]);
    }
  }
}

async function ask(names: Names) {
  const files = percentages.map((percentage) => flagFile(percentage, names));
  return { python: inPython(files, names), javaScript: await inJavaScript(files, names) };
}

it('two evaluators of flagd agree on who is in a percentage, and nobody leaves when it rises', async () => {
  const { javaScript, python } = await ask(ascii);
  expect(python).toEqual(javaScript);
  expectSteps(javaScript);
}, 120_000);

it('each keeps its steps for names beyond ASCII, of which they hash other bytes, as the how-to says', async () => {
  const { javaScript, python } = await ask(others);
  expectSteps(javaScript);
  expectSteps(python);
  expect(python).not.toEqual(javaScript);
}, 120_000);
