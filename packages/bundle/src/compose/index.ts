export { type Compose, type Composed, type Surroundings } from './compose.ts';
export { operationTable, type OperationName } from './operation-table.ts';
export { recorderFor } from './recorder.ts';
