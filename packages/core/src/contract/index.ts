export { type FindDiagram } from './build-term.ts';
export { checkConformance, mostStates, type Conformance, type ContractVerdict, type MessagePlace } from './conform.ts';
export { type ContractMessage } from './contract-message.ts';
export { exampleTraces } from './example-traces.ts';
export { type Facts, type TraceEntry } from './match-entry.ts';
export { traceOfEntries, traceOfEvents, type KeptEntry } from './trace.ts';
