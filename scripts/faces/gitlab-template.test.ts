import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';
import { parseAllDocuments } from 'yaml';
import { actionOperations } from '../operations.ts';

const templates = resolve(import.meta.dirname, '../../gitlab/templates');
const Variable = v.union([v.string(), v.strictObject({ value: v.string(), expand: v.literal(false) })]);
const Job = v.looseObject({ script: v.array(v.string()), variables: v.record(v.string(), Variable) });
const Header = v.strictObject({ spec: v.strictObject({ inputs: v.record(v.string(), v.unknown()) }) });

describe.each(actionOperations)('the GitLab template of $name', ({ inputs, name }) => {
  const [header, body] = parseAllDocuments(readFileSync(join(templates, name, 'template.yml'), 'utf8')).map(
    (document): unknown => document.toJS(),
  );
  const [job] = Object.values(v.parse(v.record(v.string(), Job), body));

  it('puts no input into the script: GitLab replaces text there, whatever the shell makes of it', () => {
    expect(job?.script.join('\n')).not.toContain('$[[');
  });

  it('passes an input as a variable that is not expanded again', () => {
    const passed = Object.entries(job?.variables ?? {}).filter(([, value]) => JSON.stringify(value).includes('$[['));
    expect(passed.length).toBeGreaterThan(0);
    expect(passed.filter(([, value]) => typeof value === 'string')).toEqual([]);
  });

  it('loads no code that a pipeline variable names, and leaves no temporary folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'interlock-template-'));
    try {
      const evil = join(folder, 'evil.cjs');
      writeFileSync(evil, `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'ran'))}, '')`);
      const env = {
        PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
        INTERLOCK_BUNDLE_URL: 'none',
        TMPDIR: folder,
        NODE_OPTIONS: `--require=${evil}`,
        NODE_REPL_EXTERNAL_MODULE: evil,
        NODE_V8_COVERAGE: join(folder, 'coverage'),
      };
      // The runner gives all lines to one shell.
      const script = (job?.script ?? []).join('\n');
      const ended = spawnSync('sh', ['-c', script], { cwd: folder, env, encoding: 'utf8' });
      expect([ended.status, ended.stderr]).toEqual([2, 'bundle-url is not an address.\n']);
      expect(readdirSync(folder)).toEqual(['evil.cjs']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes no secret as an input: it would be in the pipeline configuration', () => {
    const secrets = Object.entries(inputs).flatMap(([input, { type }]) => (type === 'secret' ? [input] : []));
    const open = Object.keys(v.parse(Header, header).spec.inputs);
    expect(open.filter((input) => secrets.includes(input))).toEqual([]);
  });
});
