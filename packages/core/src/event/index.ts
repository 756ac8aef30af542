export { chainEvents, eventDigest, eventLine, readEvents, type EventDraft } from './chain.ts';
export { caseOf } from './draft-event.ts';
export {
  createRecorder,
  defaultEventsFile,
  type AppendEvents,
  type EventInputs,
  type ReadEventFile,
  type Recorder,
} from './recorder.ts';
export { actors, eventRoutes, type Actor, type Route } from './route.ts';
export { eventOutcomes, eventSchema, eventTypes, type Event, type EventType } from './schema.ts';
export { ulid } from './ulid.ts';
