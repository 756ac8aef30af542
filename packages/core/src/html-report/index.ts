export { readDependencies, type Dependency } from './components.ts';
export { type DiagramPart } from './diagram-section.ts';
export { gatherParts, type GivenParts, type ReportParts } from './gather.ts';

export { type LedgerPart } from './ledger-section.ts';
export { reportPage } from './page.ts';
export { reportSummary } from './summary.ts';
export { worstDecision } from './verdict-section.ts';
