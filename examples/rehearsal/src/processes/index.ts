export { startProcess, type RunningProcess } from './start-process.ts';
