export { createTerminalHost, type TerminalHostOptions } from './create-host.ts';
export { readTerminalRunContext } from './run-context.ts';
