export { collectReports } from './declaration.ts';
export { handleCollectReports, type CollectReportsPorts } from './handler.ts';
export { readReports } from './read-reports.ts';
