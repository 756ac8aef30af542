import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';
import { added, changed, changeOf, manifestPath, manifestText } from '../agent-manifest/change-fixture.ts';
import { checkManifest, findManifest } from '../agent-manifest/index.ts';
import { parsePolicyInput } from '../policy/index.ts';
import { decide } from '../verdict/index.ts';
import { capabilityRecord, capabilityRecordSchema } from './index.ts';

const change = changeOf([
  added(manifestPath),
  added('.interlock/changes/fix.sigstore.json'),
  changed('src/a.ts'),
  changed('lib/b.sh', { newMode: '100755' }),
  added('src/link', '120000'),
]);
const attempted = `capabilities: [symlinks]\nattempted:\n  - { action: push to main, outcome: refused }\n`;

function recordOf(text: string, time = '2026-02-01T00:00:00Z') {
  const found = findManifest(change.files);
  if (found === undefined) throw new Error('no manifest');
  const { section } = checkManifest({
    change,
    found,
    content: new TextEncoder().encode(text),
    signature: { class: 'git', state: 'good', signer: 'agent' },
    place: { branches: ['agent/fix'], branchClass: 'git' },
    now: Date.parse(time),
  });
  const document = { schema: 'interlock/input/v1', change: { ...change, class: 'git' }, manifest: section };
  const input = parsePolicyInput(JSON.parse(JSON.stringify(document)), 'input');
  if (!input.ok) throw new Error(input.error.message);
  const facts = { policy: { name: 'pack:lanes' }, evaluated: [], notEvaluated: [] };
  return capabilityRecord(input.value, decide(facts, [{ policy: 'scope', asks: 'block', message: 'm' }]));
}

describe('capabilityRecord', () => {
  it('sets side by side what was declared, allowed, attempted and observed', () => {
    const record = recordOf(manifestText((text) => text + attempted));
    expect(record).toMatchObject({
      decision: 'blocked',
      manifest: { path: manifestPath, signature: { state: 'good' } },
      declared: { class: 'claim', capabilities: ['symlinks'], limits: { files: 3, lines: 20 } },
      allowed: { class: 'git', paths: ['src/a.ts', 'src/link'], capabilities: ['symlinks'] },
      attempted: { class: 'claim', actions: [{ action: 'push to main', outcome: 'refused' }] },
      observed: {
        class: 'git',
        paths: ['lib/b.sh', 'src/a.ts', 'src/link'],
        lines: 9,
        capabilities: ['executable-files', 'symlinks'],
      },
    });
    expect(v.safeParse(capabilityRecordSchema, JSON.parse(JSON.stringify(record)))).toMatchObject({ success: true });
  });

  it('allows nothing by a manifest that is not for this change, that expired, or that cannot be read', () => {
    const nothing = { class: 'git', paths: [], capabilities: [] };
    expect(recordOf(manifestText((text) => text.replace('agent/fix', 'other')))?.allowed).toEqual(nothing);
    expect(recordOf(manifestText(), '2027-01-01T00:00:00Z')?.allowed).toEqual(nothing);
    expect(recordOf('a: [')).toMatchObject({ allowed: nothing, observed: { lines: 9 } });
    expect(recordOf('a: [')).not.toHaveProperty('declared');
  });

  it('is not there where the change brings no manifest', () => {
    const input = parsePolicyInput({ schema: 'interlock/input/v1', change: { ...change, class: 'git' } }, 'input');
    const facts = { policy: { name: 'p' }, evaluated: [], notEvaluated: [] };
    expect(input.ok && capabilityRecord(input.value, decide(facts, []))).toBeUndefined();
  });
});
