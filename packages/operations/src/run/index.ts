export { run } from './declaration.ts';
export { handleRun, type RunPorts } from './handler.ts';
