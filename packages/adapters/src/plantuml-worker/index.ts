import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { readDrawnError } from './drawn-error.ts';
import { openRealm } from './realm.ts';
import { Refused, writeSvg } from './write-svg.ts';

/** What a worker is started with. */
const Task = v.object({
  /** Text of the module plantuml.js of @plantuml/core. */
  module: v.string(),
  lines: v.array(v.string()),
  title: v.string(),
  description: v.string(),
});
export type Task = v.InferOutput<typeof Task>;

/** What a worker answers: the SVG, or why there is none. */
export const Answer = v.variant('kind', [
  v.object({ kind: v.literal('drawn'), svg: v.string() }),
  v.object({ kind: v.literal('error-drawn'), message: v.string(), line: v.optional(v.number()) }),
  v.object({ kind: v.literal('refused'), what: v.string() }),
  v.object({ kind: v.literal('broken'), reason: v.string() }),
]);
type Answer = v.InferOutput<typeof Answer>;

/** Draws one diagram in this worker thread, which is ended by the thread that started it. */
export async function startWorker(): Promise<void> {
  const answer = await draw(workerData);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(answer);
}

async function draw(data: unknown): Promise<Answer> {
  try {
    const { description, lines, module, title } = v.parse(Task, data);
    const root = await openRealm(module)(lines);
    const error = readDrawnError(root);
    if (error !== undefined)
      return { kind: 'error-drawn', message: error.message, ...(error.line === undefined ? {} : { line: error.line }) };
    return { kind: 'drawn', svg: writeSvg(root, { title, description }) };
  } catch (cause) {
    if (cause instanceof Refused) return { kind: 'refused', what: cause.message };
    return { kind: 'broken', reason: cause instanceof Error ? cause.message : String(cause) };
  }
}
