import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ann, makeApprovalScene } from '../fixture/approval-scene.ts';
import { checkRows } from './check-rows.ts';
import type { Row } from './row.ts';

/** A request on a base with these files. */
const onBase = (files: Readonly<Record<string, string>>) => ({
  exitCode: 2 as const,
  prepare: (folder: string) => {
    const { approval: _, ...inputs } = makeApprovalScene(folder, files).inputs;
    return inputs;
  },
});

/** A request for a change that could be approved, with other inputs or another verdict. */
const asked = (inputs: Readonly<Record<string, string>>, edit: (verdict: string) => string = (text) => text) => ({
  exitCode: 2 as const,
  prepare: ((folder) => {
    const scene = makeApprovalScene(folder);
    writeFileSync(join(folder, 'verdict.json'), edit(JSON.stringify(scene.verdict)));
    const { approval: _, ...rest } = scene.inputs;
    return { ...rest, ...inputs };
  }) satisfies Row['prepare'],
});

checkRows({
  operation: 'request-approval',
  rows: [
    {
      name: 'a verdict that is no JSON',
      ...asked({}, () => '{'),
      file: 'verdict.json',
      says: /JSON/,
      fix: /restore it from version control/,
    },
    {
      name: 'a verdict of an unknown schema',
      ...asked({}, (text) => text.replace('verdict/v1', 'verdict/v9')),
      file: 'verdict.json',
      says: /schema/,
      fix: /evaluate-policy wrote/,
    },
    {
      name: 'a verdict about another head',
      ...asked({ head: 'HEAD~1' }),
      file: 'verdict.json',
      says: /The verdict is about/,
      fix: /for this base and head/,
    },
    {
      name: 'a base whose configuration cannot be read',
      ...onBase({ '.interlock/config.yml': 'approval: {' }),
      file: '.interlock/config.yml',
      line: 1,
      says: /not valid YAML/,
      fix: /Correct the line/,
    },
    {
      name: 'a base with a key in both lists',
      ...onBase({ '.interlock/signers': `ann@example.org ${ann.line}\n` }),
      file: '.interlock/approvers',
      line: 1,
      says: /also stands in \.interlock\/signers, line 1/,
      fix: /a key for approvals alone/,
    },
    {
      name: 'a base that lists nobody who may approve',
      ...onBase({ '.interlock/approvers': '# nobody\n' }),
      file: '.interlock/approvers',
      says: /names nobody, so nobody may approve/,
      fix: /List the approvers/,
    },
    { name: 'a time that is too long', ...asked({ 'valid-for': '8d' }), says: /from 1s to 7d/, fix: /Leave it out/ },
    { name: 'broken glass without a reason', ...asked({ kind: 'break-glass' }), says: /needs one/, fix: /Give reason/ },
    { name: 'a reason for nothing', ...asked({ reason: 'x' }), says: /nothing else has one/, fix: /Give reason/ },
  ],
});
