import { createRenderer, type RendererOptions } from './index.ts';

/** The sources and the installed module, as the bundle has them beside it. */
export const parts = {
  workerUrl: new URL('../plantuml-worker/worker.ts', import.meta.url),
  moduleUrl: new URL('plantuml.js', import.meta.resolve('@plantuml/core')),
};

export const renderer = (options: Partial<RendererOptions> = {}) => createRenderer({ ...parts, ...options });

export const diagram = (...lines: readonly string[]) =>
  ['@startuml x', 'participant A', 'participant B', ...lines, '@enduml', ''].join('\n');
