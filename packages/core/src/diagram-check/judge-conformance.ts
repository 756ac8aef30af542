import type { Conformance, ContractVerdict } from '../contract/index.ts';

/** `complete`: the diagram was gone through. `prefix`: it was followed so far. */
export type Expectation = 'complete' | 'prefix';

/** `yes`: as expected. `no`: not. `unknown`: nobody can say. */
export type JudgedConformance = 'yes' | 'no' | 'unknown';

const followed: Readonly<Record<Expectation, readonly ContractVerdict[]>> = {
  complete: ['conforms'],
  prefix: ['conforms', 'incomplete', 'refused'],
};

export function judgeConformance({ verdict }: Pick<Conformance, 'verdict'>, expected: Expectation): JudgedConformance {
  if (verdict === 'undecided') return 'unknown';
  return followed[expected].includes(verdict) ? 'yes' : 'no';
}
