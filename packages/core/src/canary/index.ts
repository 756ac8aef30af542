export { canaryChart, canaryPicture } from './chart.ts';
export { conclude, replay } from './conclude.ts';
export { canaryConfigSchema, parseCanaryConfig, type CanaryConfig, type CanarySource } from './config.ts';
export {
  addCounts,
  advanceCounters,
  hasGroup,
  startCounters,
  type CounterPoint,
  type Counts,
  type CounterSample,
  type CounterSeries,
  type CounterState,
  type LookCounts,
  type ReadCounters,
} from './counters.ts';
export {
  canaryDecisionSchema,
  type CanaryDecision,
  type CanarySettings,
  type Ending,
  type Look,
  type LookInput,
  type Verdict,
} from './decision.ts';
export { evidenceOfBetter, evidenceOfWorse, logEvidence, update, type EProcess } from './e-process.ts';
export { canaryDecisionFileSchema, parseCanaryDecision } from './parse-decision.ts';
export { judge, observe, startRun, stepAt, type CanaryRun, type Judgement } from './run.ts';
export {
  matches,
  parseMatcher,
  selectSeries,
  type CounterSelectors,
  type LabelledPoints,
  type Labels,
  type Matcher,
} from './selector.ts';
export { trafficShares, type TrafficShare } from './traffic-share.ts';
