export { runAction } from './run-action.ts';
export { runCommand } from './run-command.ts';
export { runDiagramWorker, runWorker } from './run-worker.ts';
