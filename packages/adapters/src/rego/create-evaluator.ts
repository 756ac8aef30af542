import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '@interlock/core/failure';
import * as v from 'valibot';
import { Answer } from '../rego-worker/index.ts';

export interface Evaluation {
  readonly source: { readonly wasm: Uint8Array; readonly data?: string };
  /** Such as `interlock/scope/findings`; none means every entry point of the policy. */
  readonly entrypoints: readonly string[];
  readonly input: unknown;
  readonly deadlineSeconds: number;
}

/** The value of every entry point; sets are sorted arrays; an undefined one is `undefined`. */
export type Evaluate = (evaluation: Evaluation) => Promise<Result<Readonly<Record<string, unknown>>>>;

/**
 * Evaluates compiled Rego in a worker thread, which is ended at the deadline. `workerUrl` names a module that calls
 * `startWorker`. Fails with `deadline-exceeded` or `evaluation-failed`.
 */
export function createEvaluator({ workerUrl }: { readonly workerUrl: URL }): Evaluate {
  return async ({ source, entrypoints, input, deadlineSeconds }) => {
    const execArgv = workerUrl.pathname.endsWith('.ts') ? ['--conditions=source', '--no-warnings'] : [];
    const worker = new Worker(workerUrl, { execArgv, env: {}, stdout: true, stderr: true });
    try {
      const answer = new Promise<Result<Readonly<Record<string, unknown>>>>((resolve) => {
        const timer = setTimeout(() => resolve(late(deadlineSeconds)), deadlineSeconds * 1000);
        const settle = (result: Result<Readonly<Record<string, unknown>>>) => {
          clearTimeout(timer);
          resolve(result);
        };
        worker.once('message', (message: unknown) => settle(read(message)));
        worker.once('error', (cause) => settle(broken(cause instanceof Error ? cause.message : 'unknown error')));
        worker.once('exit', () => settle(broken('the evaluation ended without an answer')));
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage({ wasm: source.wasm, entrypoints, input: JSON.stringify(input), data: source.data ?? '{}' });
      return await answer;
    } finally {
      await worker.terminate();
    }
  };
}

function read(message: unknown): Result<Readonly<Record<string, unknown>>> {
  const answer = v.safeParse(Answer, message);
  if (!answer.success) return broken('the answer of the evaluation cannot be read');
  return answer.output.ok ? ok(answer.output.values) : broken(answer.output.reason);
}

function broken(reason: string): Result<never> {
  return fail('evaluation-failed', `The policy could not be evaluated: ${reason}.`, {
    hint: 'Build it with `opa build -t wasm`, and use only built-in functions that need no network, clock or environment.',
  });
}

function late(seconds: number): Result<never> {
  return fail('deadline-exceeded', `The policy was not evaluated within ${seconds} s.`, {
    hint: 'Make the policy cheaper, or give it a longer deadline.',
  });
}
