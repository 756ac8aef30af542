import { parentPort } from 'node:worker_threads';
import * as v from 'valibot';
import { loadModule } from './module.ts';

const Task = v.object({
  wasm: v.instance(Uint8Array),
  entrypoints: v.array(v.string()),
  input: v.string(),
  data: v.string(),
});

/** What a worker answers: a value by entry point, or why there is none. */
export const Answer = v.variant('ok', [
  v.object({ ok: v.literal(true), values: v.record(v.string(), v.unknown()) }),
  v.object({ ok: v.literal(false), reason: v.string() }),
]);

/** Evaluates one task in this worker thread; the thread that started it ends it when the deadline is over. */
export function startWorker(): void {
  parentPort?.once('message', (task: unknown) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    void evaluate(task).then((answer) => parentPort?.postMessage(answer));
  });
}

async function evaluate(message: unknown): Promise<v.InferOutput<typeof Answer>> {
  try {
    const task = v.parse(Task, message);
    const module = await loadModule(new Uint8Array(task.wasm), task.data);
    const names = task.entrypoints.length > 0 ? task.entrypoints : module.entrypoints;
    return { ok: true, values: Object.fromEntries(names.map((name) => [name, module.evaluate(name, task.input)])) };
  } catch (cause) {
    return { ok: false, reason: cause instanceof Error ? cause.message : String(cause) };
  }
}
