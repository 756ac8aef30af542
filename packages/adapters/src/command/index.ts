export { attendedCommand } from './attended-command.ts';
export { runCommand } from './run-command.ts';
