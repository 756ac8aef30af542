import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openmetricsCounters, parseMetrics } from './index.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A real HTTP server on a free port. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/metrics`;
}

const selectors = {
  metric: 'http_total',
  canary: [{ label: 'server', operator: '=', value: 'canary' }],
  baseline: [{ label: 'server', operator: '=', value: 'stable' }],
  errors: [{ label: 'code', operator: '=~', value: '5..' }],
} as const;

describe('the parser of metrics pages', () => {
  it.each([
    ['a 1', { name: 'a', labels: {}, value: 1 }],
    ['a{} 1 1700000000000', { name: 'a', labels: {}, value: 1 }],
    ['a{b="c",d="e",} 1.5e3', { name: 'a', labels: { b: 'c', d: 'e' }, value: 1500 }],
    ['a{b="x\\"y\\\\z\\n,}"} +Inf', { name: 'a', labels: { b: 'x"y\\z\n,}' }, value: Infinity }],
    ['a_bucket{le="0.1"} 8 # {trace_id="}"} 0.05 1.2', { name: 'a_bucket', labels: { le: '0.1' }, value: 8 }],
    ['{"my.metric", "l.a"="b"} -Inf', { name: 'my.metric', labels: { 'l.a': 'b' }, value: -Infinity }],
    ['a { b = "c" } 2', { name: 'a', labels: { b: 'c' }, value: 2 }],
  ])('reads %s', (line, sample) => {
    expect(parseMetrics(`# HELP a text\n# TYPE a counter\n${line}\n`)).toEqual({ ok: true, value: [sample] });
  });

  it('reads NaN', () => {
    const parsed = parseMetrics('a NaN');
    expect(parsed.ok && parsed.value[0]?.value).toBeNaN();
  });

  it.each([
    'a',
    'a{b="c" 1',
    'a{b="c"}',
    'a{b=c} 1',
    'a{b="1",b="2"} 1',
    '<html>',
    'a 1 2 3',
    'a1x',
    '{"a","b"} 1',
    'a{,} 1',
    'a 1\n# EOF\nb 1',
  ])('refuses %s', (line) => {
    expect(parseMetrics(line).ok).toBe(false);
  });

  it('misses the end of a page that was cut', () => {
    expect(parseMetrics('a 1\n# EOF\n', 'complete').ok).toBe(true);
    expect(parseMetrics('a 1\n', 'complete').ok).toBe(false);
  });

  it('brings back every label value', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        fc.pre(!value.includes('\r'));
        const written = value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
        expect(parseMetrics(`a{b="${written}"} 1`)).toMatchObject({ ok: true, value: [{ labels: { b: value } }] });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseMetrics(text).ok === 'boolean'));
  });
});

describe('counters of a real server', () => {
  it('are sorted into groups and errors', async () => {
    const url = await serve((_, response) =>
      response.end(
        'http_total{server="canary",code="200"} 90\nhttp_total{server="canary",code="503"} 10\nhttp_total{server="stable",code="200"} 7\nother 1\n',
      ),
    );
    const sample = await openmetricsCounters({ ...selectors, url }, 5)();
    expect(sample.ok && sample.value.map(({ group, outcome, points }) => [group, outcome, points[0]?.value])).toEqual([
      ['canary', 'other', 90],
      ['canary', 'error', 10],
      ['baseline', 'other', 7],
    ]);
  });

  it.each<[string, RequestListener]>([
    ['an error', (_, response) => response.writeHead(503).end('http_total{server="canary"} 1\n')],
    ['a redirect', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['a huge page', (_, response) => response.end('#'.repeat((8 << 20) + 1))],
    ['no UTF-8', (_, response) => response.end(Buffer.from([0xff, 0xfe]))],
    ['silence', () => undefined],
    ['a cut connection', (_, response) => void response.write('a 1\n', () => response.destroy())],
    ['no # EOF', (_, response) => response.setHeader('content-type', 'application/openmetrics-text').end('a 1\n')],
  ])('fail on %s', async (_, listener) => {
    const url = await serve(listener);
    expect((await openmetricsCounters({ ...selectors, url }, 0.5)()).ok).toBe(false);
  });

  it('fail where nothing listens', async () => {
    expect((await openmetricsCounters({ ...selectors, url: 'http://127.0.0.1:1/metrics' }, 5)()).ok).toBe(false);
  });
});
