import { mkdtemp, mkdir, readFile as readText, rm, writeFile as writeText } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkOutputs, findFiles, readFile, writeFile } from '@interlock/adapters/filesystem';
import type { Annotation } from '@interlock/core/host';
import { parseReports } from '@interlock/core/reports';
import { handleCollectReports } from './index.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collect-reports-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Inputs = Partial<Record<'tests' | 'coverage' | 'scans', readonly string[]>>;

async function run(inputs: Inputs, files: Readonly<Record<string, string>> = {}) {
  const annotations: Annotation[] = [];
  const summaries: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeText(join(folder, name), text);
  }
  const place = (pattern: string): string => join(folder, pattern);
  const result = await handleCollectReports(
    { tests: [], coverage: [], scans: [], outputFile: 'out.json', ...inputs },
    {
      findFiles: (pattern) => findFiles(place(pattern)),
      readFile,
      checkOutputs: (outputs, read) =>
        checkOutputs(
          outputs.map(({ input, path }) => ({ input, path: place(path) })),
          read,
        ),
      writeFile: (path, content) => writeFile(place(path), content),
      workingDirectory: folder,
      reporter: {
        info: () => undefined,
        progress: () => undefined,
        annotate: (annotation) => void annotations.push(annotation),
        summary: (markdown) => void summaries.push(markdown),
      },
    },
  );
  return { result, annotations, summary: summaries.join() };
}

const failed = (count: number): string =>
  `<testsuite>${'<testcase name="a | b" file="a.ts"><failure message="&#10;::error::x"/></testcase>'.repeat(count)}</testsuite>`;
const severityOf = (level: string): object =>
  level === 'critical' ? { properties: { 'security-severity': '9.8' } } : { level };
const sarif = (levels: readonly string[], successful: boolean): string =>
  JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: '<img>', version: '1' } },
        invocations: [{ executionSuccessful: successful }],
        results: levels.map((level) => ({ ruleId: 'r', message: { text: 'bad' }, ...severityOf(level) })),
      },
    ],
  });

describe('collect-reports', () => {
  it('writes the document and gives the figures; failing tests do not change the exit code', async () => {
    const { result, annotations, summary } = await run(
      { tests: ['t/*.xml', 'e2e=e/*.xml'], coverage: ['c/unit', 'e2e=c/e2e'], scans: ['*.sarif'] },
      {
        't/1.xml': '<testsuite><testcase/><testcase/></testsuite>',
        't/2.xml': '<testsuite><testcase/></testsuite>',
        'e/1.xml': failed(1),
        'c/unit': `SF:${join(folder, 'a.ts')}\nDA:1,1\nend_of_record\n`,
        'c/e2e': 'SF:a.ts\nDA:1,1\nDA:2,0\nDA:3,1\nend_of_record\n',
        'x.sarif': sarif(['error', 'note'], true),
      },
    );
    expect(result).toEqual({
      ok: true,
      value: {
        exitCode: 0,
        outputs: {
          reportsPath: 'out.json',
          testsPassed: '3',
          testsFailed: '1',
          coveragePercent: '66.66',
          findingsOpen: '2',
        },
      },
    });
    expect(parseReports(await readText(join(folder, 'out.json'), 'utf8'), 'out.json')).toMatchObject({
      ok: true,
      value: { tests: [{ suite: 'e2e' }, { suite: 'unit', total: 3 }], coverage: [{}, {}], scans: [{}] },
    });
    expect(annotations).toEqual([
      { level: 'error', title: 'Test failed (e2e): a | b', message: ' ::error::x', file: 'a.ts' },
      { level: 'error', title: '<img>, high: r', message: 'bad' },
    ]);
    expect(summary).toContain('| e2e | 0 | 1 | 0 | 0 | 0 s |');
    expect(summary).toContain('| e2e | 66.66 % (2 of 3) | not measured | not measured |');
    expect(summary).toContain('| &lt;img&gt; 1 | finished | 0 | 1 | 0 | 1 | 0 |');
  });

  it('counts the worse of reports that contradict each other or themselves', async () => {
    const files = {
      'passed.xml': '<testsuite tests="1" failures="0"><testcase name="a"/></testsuite>',
      'failed.xml': '<testsuite><testcase name="a"><failure/></testcase></testsuite>',
      'itself.xml': '<testsuite tests="3" failures="2"><testcase name="a"/></testsuite>',
    };
    const { result } = await run({ tests: ['passed.xml', 'failed.xml', 'e2e=itself.xml'] }, files);
    expect(result).toMatchObject({ value: { exitCode: 0, outputs: { testsPassed: '1', testsFailed: '4' } } });
    expect(parseReports(await readText(join(folder, 'out.json'), 'utf8'), 'out.json')).toMatchObject({
      value: {
        tests: [
          { suite: 'e2e', passed: 0, failed: 2, errored: 1 },
          { suite: 'unit', passed: 1, failed: 1 },
        ],
      },
    });
  });

  it('annotates at most ten tests and ten findings, and says that a scan did not finish', async () => {
    const { annotations, summary } = await run(
      { tests: ['1.xml'], scans: ['x.sarif'] },
      { '1.xml': failed(20), 'x.sarif': sarif([...Array<string>(20).fill('error'), 'critical'], false) },
    );
    expect(annotations).toHaveLength(20);
    expect(annotations.filter(({ title }) => title.startsWith('Test'))).toHaveLength(10);
    expect(annotations[10]?.title).toBe('<img>, critical: r');
    expect(summary).toContain('**did not finish**');
  });

  it('counts a suite without lines as 0 % and gives no percent without coverage', async () => {
    const files = {
      'c/1': 'SF:a.ts\nDA:1,1\nend_of_record\n',
      'c/2': 'SF:b.ts\nLF:0\nend_of_record\n',
      '1.xml': '<testsuite/>',
    };
    const { result } = await run({ coverage: ['c/1', 'e2e=c/2'] }, files);
    expect(result).toMatchObject({ value: { outputs: { coveragePercent: '0', testsPassed: '0' } } });
    const without = await run({ tests: ['1.xml'] }, files);
    expect(without.result).toMatchObject({ value: { outputs: { coveragePercent: '' } } });
  });

  it.each<[string, Inputs, string]>([
    ['no input', {}, 'usage'],
    ['a suite without a glob', { tests: ['e2e='] }, 'usage'],
    ['a glob that matches nothing', { tests: ['1.xml'], scans: ['none/*.sarif'] }, 'no-match'],
    ['a broken report', { coverage: ['1.xml'] }, 'malformed-file'],
  ])('fails on %s and writes nothing', async (_, inputs, kind) => {
    const { result } = await run(inputs, { '1.xml': '<testsuite/>' });
    expect(result).toMatchObject({ ok: false, error: { kind } });
    await expect(readText(join(folder, 'out.json'))).rejects.toThrow('ENOENT');
  });
});
