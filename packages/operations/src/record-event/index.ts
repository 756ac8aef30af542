export { readEventFiles } from './read-events.ts';
export { recordEvent } from './declaration.ts';
export { handleRecordEvent, recordEventFiles } from './handler.ts';
export type { RecordEventPorts } from './ports.ts';
