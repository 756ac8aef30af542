/** What a worker thread of the evaluator runs. */
export async function runWorker(): Promise<void> {
  const { startWorker } = await import('@interlock/adapters/rego-worker');
  startWorker();
}

/** What a worker thread that draws a diagram runs. */
export async function runDiagramWorker(): Promise<void> {
  const { startWorker } = await import('@interlock/adapters/plantuml-worker');
  await startWorker();
}
