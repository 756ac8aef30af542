import type { CanaryConfig, CanarySettings } from '@interlock/core/canary';
import type { InputsOf } from '@interlock/core/operation';
import type { canaryGate } from './declaration.ts';

/** The configuration with the inputs applied; an input can only tighten. */
export function settingsOf(config: CanaryConfig, inputs: InputsOf<typeof canaryGate>): CanarySettings {
  const { alpha, beta, delta, deltaMax, bake, steps } = config;
  const limits = [config.maxErrorRate, inputs.maxErrorRate].filter((limit) => limit !== undefined);
  return {
    alpha,
    beta,
    delta,
    deltaMax,
    bake,
    timeout: Math.min(config.timeout, inputs.timeout ?? Infinity),
    steps: steps.map(({ weight, hold }) => ({ weight, hold })),
    ...(limits.length === 0 ? {} : { maxErrorRate: Math.min(...limits) }),
    guardSamples: config.minSamples,
    minSamples: Math.max(config.minSamples, inputs.minSamples ?? 0),
    sourceClass: config.source.type === 'application' ? 'claim' : 'platform',
  };
}
