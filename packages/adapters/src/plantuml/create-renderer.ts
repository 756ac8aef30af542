import { Worker } from 'node:worker_threads';
import { fail, ok, type Failure, type Result } from '@interlock/core/failure';
import { oneLine } from '@interlock/core/text';
import * as v from 'valibot';
import { Answer, type Task } from '../plantuml-worker/index.ts';
import { readModule } from './read-module.ts';
import { readSource } from './read-source.ts';

/** The SVG of a sequence diagram: text that ends in a line break. */
export type RenderDiagram = (source: string) => Promise<Result<string>>;

export interface RendererOptions {
  /** A module that calls `startWorker` of plantuml-worker. */
  readonly workerUrl: URL;
  /** The module plantuml.js of @plantuml/core, or what brotli makes of it. */
  readonly moduleUrl: URL;
  readonly deadlineSeconds?: number;
  readonly mostMegabytes?: number;
}

/**
 * Draws sequence diagrams with PlantUML. Each is drawn in a worker thread of its own, one after the other, so that the
 * bytes depend on the source alone and a diagram that hangs or grows is ended. The source may be hostile: what PlantUML
 * would include, load or compute is refused, and so is an SVG that holds more than shapes and text.
 *
 * Fails with `malformed-file` (with its line), `deadline-exceeded`, `evaluation-failed` or `service-failed`.
 */
export function createRenderer({
  deadlineSeconds = 60,
  moduleUrl,
  mostMegabytes = 512,
  workerUrl,
}: RendererOptions): RenderDiagram {
  let module: Promise<Result<string>> | undefined;
  let before: Promise<unknown> = Promise.resolve();

  async function render(source: string): Promise<Result<string>> {
    const read = readSource(source);
    if (!read.ok) return read;
    module ??= readModule(moduleUrl);
    const text = await module;
    if (!text.ok) return text;
    return draw({ ...read.value, lines: [...read.value.lines], module: text.value });
  }

  async function draw(task: Task): Promise<Result<string>> {
    const execArgv = workerUrl.pathname.endsWith('.ts') ? ['--conditions=source', '--no-warnings'] : [];
    const resourceLimits = { maxOldGenerationSizeMb: mostMegabytes };
    const worker = new Worker(workerUrl, {
      execArgv,
      resourceLimits,
      env: {},
      workerData: task,
      stdin: false,
      stdout: true,
      stderr: true,
    });
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Result<string>>((resolve) => {
        timer = setTimeout(() => resolve(late(deadlineSeconds)), deadlineSeconds * 1000);
        worker.once('message', (message: unknown) => resolve(read(message)));
        worker.once('error', (cause: unknown) => resolve(broken(reasonOf(cause))));
        worker.once('exit', () => resolve(broken('it ended without an answer')));
      });
    } finally {
      clearTimeout(timer);
      await worker.terminate();
    }
  }

  return (source) => {
    const result = before.then(() => render(source));
    before = result.catch(() => undefined);
    return result;
  };
}

const reasonOf = (cause: unknown) => (cause instanceof Error ? cause.message : 'unknown error');

function read(message: unknown): Result<string> {
  const answer = v.safeParse(Answer, message);
  if (!answer.success) return broken('its answer cannot be read');
  switch (answer.output.kind) {
    case 'drawn':
      return ok(answer.output.svg);
    case 'error-drawn':
      return fail('malformed-file', `PlantUML cannot draw this: ${oneLine(answer.output.message)}.`, {
        hint: 'Correct the line; docs/reference/notation.md says what can be written.',
        ...lineOf(answer.output.line),
      });
    case 'refused':
      return fail('malformed-file', `The drawing holds ${oneLine(answer.output.what)}, which is not let through.`, {
        hint: 'Use text, colours and arrows alone.',
      });
    case 'broken':
      return broken(answer.output.reason);
  }
}

const lineOf = (line: number | undefined): Pick<Failure, 'line'> => (line === undefined ? {} : { line });

function broken(reason: string): Result<never> {
  return fail('evaluation-failed', `The diagram could not be drawn: ${oneLine(reason)}.`, {
    hint: 'Make it smaller or simpler; if it is small, report it.',
  });
}

function late(seconds: number): Result<never> {
  return fail('deadline-exceeded', `The diagram was not drawn within ${seconds} s.`, { hint: 'Make it smaller.' });
}
