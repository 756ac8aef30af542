export { rangeSelector } from './query.ts';
export { prometheusCounters } from './read-range.ts';
