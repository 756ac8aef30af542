import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readEvents } from '@interlock/core/event';
import { rehearseFlow } from './rehearse.ts';
import { useTestScene } from './use-test-scene.ts';

const { check } = useTestScene();

describe('a change of a trusted agent', () => {
  it('is merged without a person, and promoted after staging', async () => {
    const rehearsed = await check((scene) => rehearseFlow(scene, 'trusted'));
    const at = (name: string) => join(rehearsed.evidence, name);
    expect(JSON.parse(readFileSync(at('merge-link.json'), 'utf8'))).toMatchObject({ lane: 'trusted', sameTree: true });
    expect(existsSync(at('approval.json'))).toBe(false);
    const evidence = ['reports-2.json', 'staging-canary-decision.json', 'smoke-staging.json', 'smoke-production.json'];
    for (const name of evidence) expect(existsSync(at(name))).toBe(true);
    const events = readEvents(readFileSync(at('events.jsonl'), 'utf8'), 'events.jsonl');
    const types = events.ok ? [...new Set(events.value.map(({ type }) => type))] : events.error;
    expect(types).toEqual([
      'manifest-drafted',
      'manifest-signed',
      'commits-verified',
      'manifest-checked',
      'reports-collected',
      'sbom-generated',
      'artifact-signed',
      'artifact-stored',
      'policy-evaluated',
      'change-merged',
      'artifact-deployed',
      'canary-decided',
    ]);
  }, 300_000);
});
