import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { prometheusCounters, rangeSelector } from './index.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const matcher = (label: string, value: string) => ({ label, operator: '=', value }) as const;
const selectors = {
  metric: 'http_total',
  canary: [matcher('job', 'canary')],
  baseline: [matcher('job', 'stable')],
  errors: [matcher('code', '500')],
};

/** A server that answers each query with what `answer` gives for it. */
async function prometheus(answer: (query: string) => unknown): Promise<string> {
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams.get('query') ?? '';
    response.end(JSON.stringify(answer(query)));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
}

const matrix = (result: unknown, more = {}) => ({ status: 'success', data: { resultType: 'matrix', result }, ...more });

describe('counters of a Prometheus server', () => {
  it('are the raw samples of both groups', async () => {
    const url = await prometheus((query) => {
      const job = query.includes('canary') ? 'canary' : 'stable';
      return matrix([
        {
          metric: { __name__: 'http_total', job, code: '500' },
          values: [
            [1.5, '10'],
            [2.5, '12'],
          ],
        },
      ]);
    });
    const sample = await prometheusCounters({ ...selectors, url }, 60, 5)();
    const points = [
      { time: 1500, value: 10 },
      { time: 2500, value: 12 },
    ];
    expect(sample).toMatchObject({
      ok: true,
      value: [
        { group: 'canary', outcome: 'error', points },
        { group: 'baseline', outcome: 'error', points },
      ],
    });
  });

  it.each([
    ['a warning', matrix([], { warnings: ['remote read: partial'] })],
    ['an error', { status: 'error', errorType: 'timeout', error: 'x' }],
    ['a vector', { status: 'success', data: { resultType: 'vector', result: [] } }],
    ['a NaN', matrix([{ metric: { job: 'canary' }, values: [[1, 'NaN']] }])],
    ['something else', 7],
  ])('fail on %s', async (_, answer) => {
    const url = await prometheus(() => answer);
    expect((await prometheusCounters({ ...selectors, url }, 60, 5)()).ok).toBe(false);
  });
});

describe('a range selector', () => {
  it('quotes every value', () => {
    expect(rangeSelector('m', [matcher('a', 'x"} or vector(1) #\\\n')], 59.5)).toBe(
      String.raw`m{a="x\"} or vector(1) #\\\x0a"}[60s]`,
    );
  });
});
