export { appendEvents } from './append-events.ts';
export { readEventFile } from './read-event-file.ts';
