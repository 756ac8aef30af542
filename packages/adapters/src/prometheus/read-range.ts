import {
  selectSeries,
  type CounterSelectors,
  type LabelledPoints,
  type Matcher,
  type ReadCounters,
} from '@interlock/core/canary';
import { collect, fail, ok, type Result } from '@interlock/core/failure';
import { noList, parseJson } from '@interlock/core/json';
import { oneLine } from '@interlock/core/text';
import * as v from 'valibot';
import { fetchText } from '../openmetrics/index.ts';
import { rangeSelector } from './query.ts';

const Answer = v.object({
  status: v.literal('success'),
  warnings: v.optional(v.array(v.string()), []),
  data: v.object({
    resultType: v.literal('matrix'),
    result: v.array(
      v.object({
        metric: noList(v.record(v.string(), v.string())),
        values: v.array(v.tuple([v.number(), v.string()])),
      }),
    ),
  }),
});

/**
 * Reads the raw samples of both groups from a Prometheus server (2.x or 3.x): an instant query of a range selector
 * gives every sample as it was scraped, where rate() and increase() extrapolate and miss the birth of a series.
 * `url` is the root of the server; the window should span several scrapes and looks. Warnings are failures: the
 * answer may be partial.
 */
export function prometheusCounters(
  source: CounterSelectors & { readonly url: string },
  windowSeconds: number,
  timeoutSeconds: number,
): ReadCounters {
  const ask = (matchers: readonly Matcher[]) =>
    query(source.url, rangeSelector(source.metric, matchers, windowSeconds), timeoutSeconds);
  return async () => {
    const answers = collect(await Promise.all([ask(source.canary), ask(source.baseline)]));
    return answers.ok ? selectSeries(source, answers.value.flat()) : answers;
  };
}

async function query(root: string, selector: string, timeout: number): Promise<Result<readonly LabelledPoints[]>> {
  const url = new URL(`${root.replace(/\/$/, '')}/api/v1/query`);
  url.searchParams.set('query', selector);
  const answer = await fetchText(url.href, 'application/json', timeout);
  if (!answer.ok) return answer;
  const json = parseJson(answer.value.text, 'answer of Prometheus');
  const parsed = v.safeParse(Answer, json.ok ? json.value : undefined);
  if (!parsed.success) return failed('Prometheus did not answer the query with samples.');
  const [warning] = parsed.output.warnings;
  if (warning !== undefined) return failed(`The answer of Prometheus may be partial: ${oneLine(warning)}.`);
  return ok(
    parsed.output.data.result.map(({ metric, values }) => ({
      labels: metric,
      points: values.map(([seconds, value]) => ({ time: Math.round(seconds * 1000), value: Number(value) })),
    })),
  );
}

function failed(message: string): Result<never> {
  return fail('service-failed', message, { hint: 'Check the address of the server and its log.' });
}
