/** Request counters in the OpenMetrics text format. */
export function createMetrics() {
  const counts = new Map<number, number>([
    [200, 0],
    [500, 0],
  ]);
  return {
    count(code: number): void {
      counts.set(code, (counts.get(code) ?? 0) + 1);
    },
    text(): string {
      const lines = [...counts]
        .sort(([a], [b]) => a - b)
        .map(([code, count]) => `sample_service_requests_total{code="${code}"} ${count}`);
      return ['# TYPE sample_service_requests counter', ...lines, '# EOF', ''].join('\n');
    },
  };
}
