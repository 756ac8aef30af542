import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DiagramCheck } from '@interlock/core/diagram-check';
import { sha256 } from '@interlock/core/digest';
import { chainEvents, eventLine, ulid, type EventType } from '@interlock/core/event';
import type { Annotation } from '@interlock/core/host';
import { parseLogKey } from '@interlock/core/ledger';
import { claimedEntry, mergeEvents } from '@interlock/core/record';
import { checkOutputs, clearOutputs, findFiles, readFile, writeFiles } from '../../../adapters/src/filesystem/index.ts';
import { openRepository } from '../../../adapters/src/git/index.ts';
import { renderer } from '../../../adapters/src/plantuml/renderer-fixture.ts';
import { folderLedger } from '../../../adapters/src/ledger/index.ts';
import { generateKeyPairSync } from 'node:crypto';
import { handleCheckDiagrams, type checkDiagrams } from './index.ts';
import type { InputsOf } from '@interlock/core/operation';

type Inputs = InputsOf<typeof checkDiagrams>;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-check-diagrams-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const put = (files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
};

const good = (name = 'flow', ...more: readonly string[]) =>
  [
    `@startuml ${name}`,
    "' team: platform | repository: acme/app | date: 2026-01-31 | version: 1.0",
    'participant CI',
    'participant Scanner',
    'participant Policy',
    "' @event sbom-generated",
    'CI -> Scanner : generate SBOM',
    "' @event policy-evaluated where decision != blocked",
    'Policy --> CI : return verdict',
    ...more,
    'legend',
    'Security: ephemeral credentials (OIDC), scope: branches only; signed artifacts with SBOM and provenance; policy before merge',
    'end legend',
    '@enduml',
    '',
  ].join('\n');

type Told = readonly [type: EventType, outcome?: 'done' | 'refused', name?: string];

function eventsOf(...what: readonly Told[]) {
  return chainEvents(
    [],
    what.map(([type, outcome = 'done', name = 'forge.example/a!1'], index) => ({
      id: ulid(index, new Uint8Array(10).fill(index)),
      case: name,
      type,
      time: `2026-01-31T00:00:0${index}.000Z`,
      actor: { operation: 'test', host: 'github' },
      subjects: [{ name: 'x', digest: sha256('x') }],
      outcome,
      facts: { decision: 'merge' },
    })),
  );
}
const linesOf = (...what: readonly Told[]) =>
  eventsOf(...what)
    .map(eventLine)
    .join('');

async function check(inputs: Partial<Inputs> = {}) {
  const annotations: Annotation[] = [];
  let summary = '';
  const answer = await handleCheckDiagrams(
    {
      paths: [at('*.puml')],
      strict: false,
      render: 'off',
      mermaid: 'off',
      examples: 0,
      diagram: undefined,
      ofCase: undefined,
      expect: 'complete',
      events: [],
      publicKey: undefined,
      base: undefined,
      folder: undefined,
      repository: folder,
      remoteUrl: undefined,
      outputFile: at('check.json'),
      token: undefined,
      ...inputs,
    },
    {
      findFiles,
      readFile,
      clearOutputs,
      checkOutputs,
      writeFiles,
      renderDiagram: renderer(),
      openRepository,
      openStore: (place) => folderLedger({ folder: place.kind === 'folder' ? place.folder : folder }),
      runContext: { kind: 'terminal', ci: false },
      reporter: {
        info: () => {},
        progress: () => {},
        annotate: (one) => annotations.push(one),
        summary: (text) => (summary = text),
      },
    },
  );
  const read = () => JSON.parse(readFileSync(at('check.json'), 'utf8')) as DiagramCheck;
  return { answer, annotations, summary, read };
}

describe('check-diagrams', () => {
  it('says in one line that all is well', async () => {
    put({ 'a.puml': good() });
    const { annotations, answer, read, summary } = await check();
    expect(answer).toMatchObject({
      ok: true,
      value: { exitCode: 0, outputs: { result: 'pass', errors: '0', warnings: '0', verdict: '' } },
    });
    expect(summary).toBe('Diagrams: 1 diagram, nothing to put right\n');
    expect(annotations).toEqual([]);
    expect(read()).toMatchObject({ result: 'pass', diagrams: [{ name: 'flow', problems: [] }], conformance: null });
  });

  it('names errors with their lines, and warnings only where they are asked for', async () => {
    put({ 'a.puml': good('flow', 'CI -> Monitor : <b>|start checks', "' @unobserved x", 'CI -> CI : the tests') });
    const { annotations, answer, summary } = await check();
    expect(answer).toMatchObject({ ok: true, value: { exitCode: 1, outputs: { errors: '1', result: 'fail' } } });
    expect(annotations).toContainEqual(
      expect.objectContaining({ level: 'error', title: 'check-diagrams: participant-undeclared', line: 10 }),
    );
    expect(summary).not.toContain('<b>');
    put({ 'a.puml': good('flow', "' @unobserved x", 'CI -> CI : the tests') });
    expect((await check()).answer).toMatchObject({ value: { exitCode: 0, outputs: { warnings: '1' } } });
    expect((await check({ strict: true })).answer).toMatchObject({ value: { exitCode: 1 } });
  });

  it('names a ref that leads nowhere, and two diagrams of one name', async () => {
    put({ 'a.puml': good('flow', 'ref over CI : other') });
    expect((await check()).read().diagrams[0]?.problems).toMatchObject([{ rule: 'contract-broken', line: 10 }]);
    put({ 'b.puml': good('other'), 'c.puml': good('other') });
    expect((await check()).read().errors).toBe(1);
    rmSync(at('c.puml'));
    expect((await check()).read().errors).toBe(0);
  });

  it.each([
    [[['sbom-generated'], ['policy-evaluated']], 'complete', 'conforms', 0],
    [[['sbom-generated']], 'complete', 'incomplete', 1],
    [[['sbom-generated']], 'prefix', 'incomplete', 0],
    [[['sbom-generated'], ['policy-evaluated', 'refused']], 'complete', 'refused', 1],
    [[['sbom-generated'], ['policy-evaluated', 'refused']], 'prefix', 'refused', 0],
    [[['sbom-generated'], ['change-merged']], 'prefix', 'deviates', 1],
  ] as const)('compares %j, as %s: %s, exit code %i', async (events, expect_, verdict, exitCode) => {
    put({ 'a.puml': good(), 'events.jsonl': linesOf(...events) });
    const { annotations, answer, read } = await check({
      diagram: 'flow',
      events: [at('events.jsonl')],
      expect: expect_,
    });
    expect(answer).toMatchObject({ ok: true, value: { exitCode, outputs: { verdict } } });
    expect(read().conformance).toMatchObject({ verdict, case: 'forge.example/a!1', entries: events.length });
    expect(annotations).toHaveLength(exitCode);
  });

  it('names the deviation, and what could have come', async () => {
    put({ 'a.puml': good(), 'events.jsonl': linesOf(['sbom-generated'], ['change-merged']) });
    const { annotations, summary } = await check({ diagram: 'flow', events: [at('events.jsonl')] });
    expect(annotations).toEqual([
      expect.objectContaining({
        title: 'check-diagrams: deviates',
        message: expect.stringMatching(/event 2: change-merged \(done\) is not allowed.*policy-evaluated/u),
        line: 9,
      }),
    ]);
    expect(summary).toContain('| policy-evaluated | `flow:9` | return verdict |');
  });

  it('checks no case against a diagram with errors', async () => {
    put({ 'a.puml': good().replace('participant Scanner\n', ''), 'events.jsonl': linesOf(['sbom-generated']) });
    const { answer, read } = await check({ diagram: 'flow', events: [at('events.jsonl')] });
    expect(answer).toMatchObject({ value: { exitCode: 1, outputs: { verdict: 'not-checked' } } });
    expect(read().conformance).toMatchObject({ holds: 'no' });
  });

  it('reads a ledger that verifies, and then the events that it does not have', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    const signer = parseLogKey(String(pem), 'forge.example/a/interlock', 'key');
    if (!signer.ok) throw new Error(signer.error.message);
    const events = eventsOf(['sbom-generated'], ['policy-evaluated']);
    const placed = mergeEvents([{ path: 'x', events: events.slice(0, 1) }]);
    if (!placed.ok) throw new Error(placed.error.message);
    mkdirSync(at('ledger'));
    const additions = placed.value.map((one) => claimedEntry(one, new Uint8Array(32).fill(7)));
    const appended = await folderLedger({ folder: at('ledger') }).append({ additions, signer: signer.value });
    if (!appended.ok) throw new Error(appended.error.message);
    put({ 'a.puml': good(), vkey: `${signer.value.vkey}\n`, 'events.jsonl': events.map(eventLine).join('') });
    const ledger = { diagram: 'flow', folder: at('ledger'), publicKey: at('vkey') };
    expect((await check(ledger)).read().conformance).toMatchObject({ verdict: 'incomplete', entries: 1 });
    const both = await check({ ...ledger, events: [at('events.jsonl')] });
    expect(both.read().conformance).toMatchObject({ verdict: 'conforms', entries: 2 });
    rmSync(at('ledger/payload'), { recursive: true, force: true });
    writeFileSync(at('ledger/checkpoint'), appended.value.note.replace('\n1\n', '\n2\n'));
    expect((await check(ledger)).answer).toMatchObject({ ok: false, error: { kind: 'not-verified' } });
  });

  it('writes Mermaid beside the source, and finds where it is old', async () => {
    put({ 'a.puml': good() });
    expect((await check({ mermaid: 'check' })).read().diagrams[0]?.drawings).toMatchObject([{ state: 'missing' }]);
    const written = await check({ mermaid: 'write' });
    expect(written.answer).toMatchObject({ value: { exitCode: 0 } });
    expect(readFileSync(at('a.mmd'), 'utf8')).toMatch(/^sequenceDiagram$/m);
    expect((await check({ mermaid: 'check' })).answer).toMatchObject({ value: { exitCode: 0 } });
    put({ 'a.puml': good().replace('generate SBOM', 'generate SBOM v2') });
    const stale = await check({ mermaid: 'check' });
    expect(stale.answer).toMatchObject({ value: { exitCode: 1 } });
    expect(stale.annotations).toMatchObject([{ title: 'check-diagrams: drawing-stale', file: at('a.mmd') }]);
  });

  it('draws an SVG beside the source, and finds where it is old', async () => {
    put({ 'a.puml': good() });
    expect((await check({ render: 'check' })).read().diagrams[0]?.drawings).toMatchObject([{ state: 'missing' }]);
    await check({ render: 'write', mermaid: 'write' });
    expect(readFileSync(at('a.svg'), 'utf8')).toMatch(/^<svg [\s\S]*generate SBOM/);
    expect((await check({ render: 'check', mermaid: 'check' })).answer).toMatchObject({ value: { exitCode: 0 } });
    put({ 'a.puml': good().replace('generate SBOM', 'generate SBOM v2') });
    const stale = await check({ render: 'check' });
    expect(stale.answer).toMatchObject({ value: { exitCode: 1 } });
    expect(stale.annotations).toMatchObject([{ title: 'check-diagrams: drawing-stale', file: at('a.svg') }]);
  }, 60_000);

  it('lists example traces', async () => {
    put({ 'a.puml': good() });
    expect((await check({ examples: 5 })).read().diagrams[0]?.examples).toMatchObject([
      [{ type: 'sbom-generated', line: 7 }, { type: 'policy-evaluated' }],
    ]);
  });

  it.each([
    ['no diagram for the events', { events: ['x'] }, 'usage'],
    ['no events for the diagram', { diagram: 'flow' }, 'usage'],
    ['no file', { paths: ['none-such/*.puml'] }, 'no-match'],
    ['no diagram of the name', { diagram: 'other', events: ['x'] }, 'no-match'],
    ['no case of the name', { diagram: 'flow', events: ['events.jsonl'], ofCase: 'z!1' }, 'no-match'],
    ['two cases', { diagram: 'flow', events: ['two.jsonl'] }, 'usage'],
    ['events that were cut off', { diagram: 'flow', events: ['cut.jsonl'] }, 'malformed-file'],
    ['a key and a base', { diagram: 'flow', publicKey: 'vkey', base: 'main' }, 'usage'],
    ['bytes that are no text', { paths: ['binary'] }, 'malformed-file'],
  ] as const)('fails with %s', async (_, { paths, events, ...inputs }: Partial<Inputs> & object, kind) => {
    put({
      'a.puml': good(),
      'events.jsonl': linesOf(['sbom-generated']),
      'two.jsonl': linesOf(['sbom-generated'], ['sbom-generated', 'done', 'b!2']),
      'cut.jsonl': linesOf(['sbom-generated']).trimEnd(),
    });
    writeFileSync(at('binary'), Uint8Array.of(0xff, 0xfe, 0x00));
    const { answer } = await check({
      ...inputs,
      ...(paths === undefined ? {} : { paths: paths.map(at) }),
      ...(events === undefined ? {} : { events: events.map(at) }),
    });
    expect(answer).toMatchObject({ ok: false, error: { kind } });
  });
});
