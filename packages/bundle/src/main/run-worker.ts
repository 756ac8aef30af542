/** What a worker thread of the evaluator runs. */
export async function runWorker(): Promise<void> {
  const { startWorker } = await import('@interlock/adapters/rego-worker');
  startWorker();
}
