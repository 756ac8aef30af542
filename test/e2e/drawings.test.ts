import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import type { DiagramCheck } from '@interlock/core/diagram-check';
import { runCommand } from './run-action.ts';

const root = resolve(import.meta.dirname, '../..');

it('the diagrams of docs/diagrams are drawn beside their sources as the shipped program draws them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-drawings-'));
  const answer = join(folder, 'check.json');
  try {
    const args = ['check-diagrams', '--strict', '--render=check', '--mermaid=check', `--output-file=${answer}`];
    const { exitCode, stderr, stdout } = await runCommand(args, { cwd: root });
    expect(`${exitCode}: ${stdout}${stderr}`).toMatch(/^0: /);
    const { diagrams } = JSON.parse(readFileSync(answer, 'utf8')) as DiagramCheck;
    expect(diagrams.flatMap(({ drawings }) => drawings.map(({ state }) => state))).toEqual(
      diagrams.flatMap(() => ['same', 'same']),
    );
    expect(diagrams.map(({ name }) => name)).toContain('agent-ci');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
