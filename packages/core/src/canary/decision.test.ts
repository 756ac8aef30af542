import { describe, expect, it } from '@jest/globals';
import { sha256 } from '../digest/index.ts';
import { canaryChart } from './chart.ts';
import { conclude, replay } from './conclude.ts';
import type { CanaryDecision, CanarySettings, Ending } from './decision.ts';
import { parseCanaryDecision } from './parse-decision.ts';
import { judge, observe, startRun, stepAt, type CanaryRun } from './run.ts';
import { trafficShares } from './traffic-share.ts';

const settings: CanarySettings = {
  alpha: 0.01,
  beta: 0.01,
  delta: 1,
  deltaMax: 2,
  bake: 60,
  timeout: 600,
  steps: [
    { weight: 10, hold: 30 },
    { weight: 50, hold: 30 },
  ],
  guardSamples: 100,
  minSamples: 100,
  sourceClass: 'platform',
};

/** A look each 10 s with 1,000 requests split as the weight says, and so many errors per 1,000 requests. */
function ramp(looks: number, canaryErrors: number, change: Partial<CanarySettings> = {}, share?: number): CanaryRun {
  let run = startRun({ ...settings, ...change }, 0);
  for (let look = 1; look <= looks; look++) {
    const weight = stepAt(run.settings, (look - 1) * 10_000)?.weight ?? 0;
    const requests = (share ?? weight) * 10;
    run = observe(run, {
      time: look * 10_000,
      weight,
      canary: { requests, errors: Math.round((requests * canaryErrors) / 1000) },
      baseline: { requests: 1000 - requests, errors: Math.round(((1000 - requests) * 20) / 1000) },
    });
  }
  return run;
}

const decide = (run: CanaryRun, ending: Ending = 'evidence'): CanaryDecision =>
  conclude(run, { ending, configDigest: sha256('config'), missedReads: 0 });

describe('the canary decision', () => {
  it('promotes an equal canary, but not before the bake time and the holds are over', () => {
    expect(judge(ramp(20, 20))?.decision).toBe('promote');
    expect(ramp(20, 20).looks[4]?.logEPass).toBeGreaterThan(0);
    expect(judge(ramp(20, 20, { bake: 201 }))).toBeUndefined();
    expect(
      judge(
        ramp(20, 20, {
          steps: [
            { weight: 10, hold: 150 },
            { weight: 50, hold: 100 },
          ],
        }),
      ),
    ).toBeUndefined();
  });

  it('rolls back a canary that is worse, at once', () => {
    expect(judge(ramp(2, 300))?.decision).toBe('rollback');
  });

  it('rolls back above the absolute limit although the baseline is as bad', () => {
    expect(judge(ramp(3, 20, { maxErrorRate: 0.01 }))).toMatchObject({
      decision: 'rollback',
      reason: 'the error rate of the canary is above the limit of 0.01',
    });
    expect(judge(ramp(3, 20, { maxErrorRate: 0.05 }))).toBeUndefined();
    expect(judge(ramp(3, 20, { maxErrorRate: 0.01, guardSamples: 301 }))).toBeUndefined();
  });

  it('never promotes on counters that the release serves, yet rolls back on them', () => {
    expect(judge(ramp(20, 20, { sourceClass: 'claim' }))?.decision).toBe('inconclusive');
    expect(judge(ramp(2, 300, { sourceClass: 'claim' }))?.decision).toBe('rollback');
  });

  it('does not promote when the weight was not applied, or too few requests were seen', () => {
    expect(judge(ramp(60, 0, {}, 2))).toBeUndefined();
    expect(decide(ramp(60, 0, {}, 2), 'timeout').reason).toContain('was not applied');
    expect(judge(ramp(20, 20, { minSamples: 1_000_000 }))).toBeUndefined();
  });

  it('is inconclusive without data, without errors, and for every ending but the evidence', () => {
    expect(decide(startRun(settings, 0)).decision).toBe('inconclusive');
    const silent = observe(startRun(settings, 0), {
      time: 600_000,
      weight: 50,
      canary: { requests: 0, errors: 0 },
      baseline: { requests: 0, errors: 0 },
    });
    expect(decide(silent, 'timeout').decision).toBe('inconclusive');
    for (const ending of ['timeout', 'source-failed', 'hook-failed', 'interrupted'] as const) {
      expect(decide(ramp(20, 20), ending).decision).toBe('inconclusive');
    }
  });

  it.each([ramp(20, 20), ramp(2, 300), ramp(3, 20)])('is derived again from its record, byte for byte', (run) => {
    const text = JSON.stringify(decide(run));
    const read = parseCanaryDecision(text, 'decision.json');
    expect(read.ok && JSON.stringify(replay(read.value))).toBe(text);
    expect(parseCanaryDecision(text.replace('"missedReads":0', '"missedReads":-1'), 'decision.json').ok).toBe(false);
    expect(parseCanaryDecision(text.replace('{', '{"more":1,'), 'decision.json').ok).toBe(false);
  });

  it('does not survive a replay when its verdict was changed', () => {
    const forged: CanaryDecision = { ...decide(ramp(2, 300)), decision: 'promote' };
    expect(replay(forged).decision).toBe('rollback');
    const early: CanaryDecision = { ...decide(ramp(3, 20), 'timeout'), ending: 'evidence', decision: 'promote' };
    expect(replay(early).decision).toBe('inconclusive');
  });
});

describe('the traffic share', () => {
  it('allows chance and a factor of two', () => {
    expect(trafficShares(ramp(3, 0, {}, 12).looks)).toMatchObject([{ weight: 10, verdict: 'as-set' }]);
    expect(trafficShares(ramp(3, 0, {}, 30).looks)).toMatchObject([{ weight: 10, verdict: 'not-applied' }]);
    expect(trafficShares(ramp(3, 0, {}, 0).looks)).toMatchObject([{ weight: 10, verdict: 'not-applied' }]);
  });
});

describe('the chart', () => {
  it('names both panels, describes itself and escapes what it shows', () => {
    const svg = canaryChart({ ...decide(ramp(20, 20)), reason: '<script>&"' });
    expect(svg).toContain('<title id="t">Canary: promote</title>');
    expect(svg).toContain('&lt;script&gt;&amp;&quot;');
    expect(svg).not.toContain('<script>');
    expect(svg).not.toContain('NaN');
    expect(canaryChart(decide(startRun(settings, 0)))).not.toContain('NaN');
  });

  it('shows a single look: evidence from 1 on, and a dot for each rate', () => {
    const svg = canaryChart(decide(ramp(1, 50)));
    expect(svg.match(/<polyline class="(?:worse|better)" points="64\.0,[\d.]+ [\d.]+,[\d.]+"/gu)).toHaveLength(2);
    expect(svg.match(/<circle class="(?:canary|baseline)"/gu)).toHaveLength(2);
  });
});
