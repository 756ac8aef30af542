export { fetchText, type FetchedText } from './fetch-text.ts';
export { parseMetrics, type MetricSample } from './parse-metrics.ts';
export { openmetricsCounters } from './read-page.ts';
