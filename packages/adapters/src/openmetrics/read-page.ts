import { selectSeries, type CounterSelectors, type ReadCounters } from '@interlock/core/canary';
import { oneLine } from '@interlock/core/text';
import { fetchText } from './fetch-text.ts';
import { parseMetrics } from './parse-metrics.ts';

const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5';

/** Reads the counters of both groups from one metrics page (a proxy's, or the application's own). */
export function openmetricsCounters(
  source: CounterSelectors & { readonly url: string },
  timeoutSeconds: number,
): ReadCounters {
  const url = oneLine(source.url);
  return async () => {
    const page = await fetchText(source.url, accept, timeoutSeconds);
    if (!page.ok) return page;
    const time = Date.now();
    const ending = page.value.contentType.includes('openmetrics-text') ? 'complete' : 'any';
    const samples = parseMetrics(page.value.text, ending);
    if (!samples.ok) return { ok: false, error: { ...samples.error, message: `${url}: ${samples.error.message}` } };
    const found = samples.value
      .filter((sample) => sample.name === source.metric)
      .map(({ labels, value }) => ({ labels, points: [{ time, value }] }));
    return selectSeries(source, found);
  };
}
