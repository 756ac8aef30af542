export type Backend = 'baseline' | 'canary';

/** Requests by backend and status, as the proxy saw them. Known codes start at zero, so that no first increment is lost. */
export function createCounters() {
  const counts = new Map<string, number>();
  const key = (backend: Backend, code: number): string => `backend="${backend}",code="${code}"`;
  for (const backend of ['baseline', 'canary'] as const) {
    for (const code of [200, 500, 502]) counts.set(key(backend, code), 0);
  }
  return {
    count(backend: Backend, code: number): void {
      counts.set(key(backend, code), (counts.get(key(backend, code)) ?? 0) + 1);
    },
    /** OpenMetrics text. */
    text(): string {
      const lines = [...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([labels, count]) => `interlock_proxy_requests_total{${labels}} ${count}`);
      return ['# TYPE interlock_proxy_requests counter', ...lines, '# EOF', ''].join('\n');
    },
  };
}
