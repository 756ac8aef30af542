export { run } from './declaration.ts';
export { eventSchema } from './events.ts';
export { handleRun, type RunPorts } from './handler.ts';
