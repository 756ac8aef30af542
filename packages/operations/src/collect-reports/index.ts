export { collectReports } from './declaration.ts';
export { handleCollectReports, type CollectReportsPorts } from './handler.ts';
