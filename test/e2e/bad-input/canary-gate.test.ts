import { afterAll } from '@jest/globals';
import { checkRows } from './check-rows.ts';
import { startMetricsServer } from './metrics-server.ts';
import type { Content, Row } from './row.ts';

const server = await startMetricsServer();
afterAll(() => server.close());

const settings = (url: string, command: readonly string[] = ['true']) => `source:
  type: openmetrics
  url: ${url}
  metric: http_total
  canary: ['server="canary"']
  baseline: ['server="baseline"']
  errors: ['code="500"']
alpha: 0.01
interval: 50ms
bake: 100ms
timeout: 1s
steps:
  - weight: 10
    hold: 100ms
setWeight:
  command: ${JSON.stringify(command)}
  timeout: 300ms
`;
const good = settings(server.at('/good'));
const inputs = { config: 'canary.yml' };
const reference = /docs\/reference\/canary-gate\.md/;

const wrongConfigs = (
  [
    ['an empty file', '', undefined, /source: is required and is not there/, reference],
    ['broken YAML', `${good}steps: [\n`, undefined, /not valid YAML/, /Correct the line/],
    ['a key twice', `${good}alpha: 0.02\n`, 18, /keys must be unique/, /Correct the line/],
    ['a misspelt key', `${good}alhpa: 0.1\n`, 18, /alhpa: is not a known key\. Did you mean alpha\?/, reference],
    ['an unknown kind of source', good.replace('openmetrics', 'statsd'), 2, /source\.type: .*"openmetrics"/, reference],
    ['an address of another kind', good.replace('http:', 'file:'), 3, /source\.url: expected an http/, reference],
    ['a selector that is none', good.replace(`'server="canary"'`, 'canary'), 5, /label matcher such as/, reference],
    ['an alpha of 1', good.replace('alpha: 0.01', 'alpha: 1'), 8, /alpha: .*<=0\.2 but received 1/, reference],
    ['an alpha of 0', good.replace('alpha: 0.01', 'alpha: 0'), 8, /alpha: .*>0 but received 0/, reference],
    [
      'a negative duration',
      good.replace('interval: 50ms', 'interval: -5s'),
      9,
      /interval: expected a duration/,
      reference,
    ],
    [
      'a duration without a unit',
      good.replace('timeout: 1s', 'timeout: 60'),
      11,
      /timeout: expected a duration/,
      reference,
    ],
    [
      'steps that do not rise',
      good.replace('setWeight', '  - weight: 10\n    hold: 1s\nsetWeight'),
      12,
      /steps: the weight of each step must be above the one before/,
      reference,
    ],
    ['no steps', good.replace(/steps:[^]*setW/, 'steps: []\nsetW'), 12, /steps: .*length/, reference],
    ['a weight of 0', good.replace('weight: 10', 'weight: 0'), 13, /steps\.0\.weight: .*>0/, reference],
    ['a weight above 100', good.replace('weight: 10', 'weight: 101'), 13, /steps\.0\.weight: .*<100/, reference],
    ['a bake longer than the time', good.replace('bake: 100ms', 'bake: 2s'), 1, /bake must be shorter/, reference],
    ['a command that is a line', good.replace('["true"]', 'set-weight'), 16, /setWeight\.command: .*Array/, reference],
    ['no command', good.replace('["true"]', '[]'), 16, /setWeight\.command/, reference],
    ['an alias', good.replace('alpha: 0.01', 'alpha: &a 0.01\nbeta: *a'), undefined, /aliases/, /Write the values out/],
    ['a folder', { is: 'folder' }, undefined, /directory, and a file was expected/, /Name a file in it/],
    ['a fifo', { is: 'fifo' }, undefined, /not a regular file/, /Name a regular file/],
  ] as const satisfies readonly (readonly [string, Content, number | undefined, RegExp, RegExp])[]
).map(([name, content, line, says, fix]): Row => ({
  name: `a configuration that is ${name}`,
  inputs,
  files: { 'canary.yml': content },
  exitCode: 2,
  file: 'canary.yml',
  ...(line === undefined ? {} : { line }),
  says,
  fix,
}));

const leaves = {
  'canary-decision.json': /"decision": "inconclusive"/,
  'canary.svg': /^<svg/,
} as const;

const wrongAnswers = (
  [
    ['nobody listens', server.closed, /could not be read \(ECONNREFUSED\)/],
    ['the server fails', server.at('/500'), /\/500 answered 500, and 200 was expected/],
    ['a page of HTML comes', server.at('/html'), /\/html: Line 1 of the metrics page is not valid/],
    ['the page is cut off', server.at('/truncated'), /\/truncated: Line 5 .* ends without # EOF/],
    ['the page has no end', server.at('/huge'), /longer than 8 MiB/],
    ['the page lies elsewhere', server.at('/redirect'), /answered 302, and 200 was expected/],
    ['the page is not UTF-8', server.at('/latin1'), /could not be read/],
    ['no answer comes', server.at('/never'), /did not answer within 1 s/],
  ] as const
).map(([name, url, says]): Row => ({
  name: `no promotion where ${name}`,
  inputs,
  files: { 'canary.yml': settings(url) },
  exitCode: 3,
  says,
  fix: /Check the address|Name an address|./,
  leaves,
}));

const byHand = /Set the weight of the canary by hand now/;
const wrongHooks = (
  [
    ['is not there', ['./no-such-program'], /no-such-program could not be started/],
    ['is a folder', ['/'], /could not be started/],
    ['fails', ['sh', '-c', 'echo no proxy >&2; exit 7'], /ended with 7 for weight 0: no proxy/],
    ['prints what terminals obey', ['sh', '-c', String.raw`printf '\033[2J::error::x\n' >&2; exit 1`], /ended with 1/],
    ['hangs', ['sleep', '60'], /did not end within 0\.3 s/],
  ] as const
).map(([name, command, says]): Row => ({
  name: `a weight command that ${name}`,
  inputs,
  files: { 'canary.yml': settings(server.at('/good'), command) },
  exitCode: 3,
  says,
  fix: byHand,
  leaves,
}));

checkRows({
  operation: 'canary-gate',
  rows: [
    ...wrongConfigs,
    ...wrongAnswers,
    ...wrongHooks,
    {
      name: 'no configuration named',
      exitCode: 2,
      says: /Input config: is required and was not given/,
      fix: /Canary configuration \(YAML or JSON\)/,
    },
    {
      name: 'a configuration that is not there',
      inputs,
      exitCode: 2,
      file: 'canary.yml',
      says: /no such file/,
      fix: /Check the path/,
    },
    {
      name: 'numbers out of their range, all told at once',
      inputs: { ...inputs, 'max-error-rate': '2', 'min-samples': '0', timeout: '-1m' },
      files: { 'canary.yml': good },
      exitCode: 2,
      problems: 3,
      says: /max-error-rate: "2" is above 1[^]*min-samples: "0" is below 1[^]*"-1m" is not a duration/,
      fix: /can only lower[^]*can only raise[^]*can only shorten/,
    },
    {
      name: 'a metric that the page does not have',
      inputs,
      files: { 'canary.yml': good.replace('http_total', 'htpt_total') },
      exitCode: 3,
      says: /The source has no series of the baseline/,
      fix: /Check the metric and the label matchers of the baseline/,
      leaves,
    },
    {
      name: 'a baseline that no series belongs to',
      inputs,
      files: { 'canary.yml': good.replace('server="baseline"', 'server="stable"') },
      exitCode: 3,
      says: /The source has no series of the baseline/,
      fix: /Check the metric and the label matchers of the baseline/,
      leaves,
    },
    {
      name: 'a canary that no series belongs to, without traffic',
      inputs,
      files: { 'canary.yml': good.replace('server="canary"', 'server="new"') },
      exitCode: 3,
      says: /the time is over/,
      fix: /No request was counted: check the metric and the label matchers/,
      leaves,
    },
    ...(['output-file', 'chart-file'] as const).flatMap((output): readonly Row[] => [
      {
        name: `${output} that is a folder`,
        inputs: { ...inputs, [output]: 'out' },
        files: { 'canary.yml': settings(server.at('/good'), ['touch', 'moved']), out: { is: 'folder' } },
        exitCode: 3,
        file: 'out',
        says: /directory/,
        fix: /Name a/,
      },
      {
        name: `${output} that would replace the configuration`,
        inputs: { ...inputs, [output]: 'canary.yml' },
        files: { 'canary.yml': settings(server.at('/good'), ['touch', 'moved']) },
        exitCode: 2,
        says: /would replace "canary\.yml", which is read for config/,
        fix: /Name another file for/,
      },
    ]),
    {
      name: 'one file for decision and chart',
      inputs: { ...inputs, 'output-file': 'out', 'chart-file': './out' },
      files: { 'canary.yml': good },
      exitCode: 2,
      says: /output-file and chart-file name the same file/,
      fix: /different/,
    },
  ],
});
