import { writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import fc from 'fast-check';
import { targetsOf, type Target } from './targets.ts';

/** `main.ts FOLDER COMMIT SECONDS OUTPUT`: fuzzes each target of a checkout for so long, into OUTPUT.json and OUTPUT.junit. */
const [, , folder = '.', commit = '', seconds = '1', output = 'fuzz'] = argv;

interface Run {
  readonly target: string;
  readonly seconds: number;
  readonly executions: number;
  readonly crashes: number;
  readonly seed: number;
  /** What crashed it, as small as it could be made. */
  readonly input?: string;
}

async function fuzz({ name, property, stop }: Target): Promise<Run> {
  const begun = performance.now();
  const limits = { numRuns: 1_000_000, interruptAfterTimeLimit: Number(seconds) * 1_000 };
  const details = await fc.check(property, limits);
  stop();
  return {
    target: name,
    seconds: Math.round(performance.now() - begun) / 1_000,
    executions: details.numRuns,
    crashes: details.failed ? 1 : 0,
    seed: details.seed,
    ...(details.failed ? { input: JSON.stringify(details.counterexample).slice(0, 1_000) } : {}),
  };
}

const escape = (text: string): string =>
  text.replace(/[^\x20-\x7e]/gu, '?').replace(/[<>&"]/gu, (sign) => `&#${sign.charCodeAt(0)};`);

function junit(runs: readonly Run[]): string {
  const cases = runs.map(({ input, seconds: time, target }) => {
    const failure = input === undefined ? '' : `<failure message="${escape(input)}"/>`;
    return `<testcase classname="fuzz" name="${escape(target)}" time="${time}">${failure}</testcase>`;
  });
  return `<testsuites><testsuite name="fuzz" tests="${runs.length}">${cases.join('')}</testsuite></testsuites>\n`;
}

const runs: Run[] = [];
for (const target of await targetsOf(folder)) runs.push(await fuzz(target));
writeFileSync(`${output}.json`, `${JSON.stringify({ commit, runs }, null, 2)}\n`);
writeFileSync(`${output}.junit`, junit(runs));
console.log(
  runs.map(({ crashes, executions, target }) => `${target}: ${executions} runs, ${crashes} crashes`).join('; '),
);
