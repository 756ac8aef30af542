export { publishReport } from './declaration.ts';
export { handlePublishReport, type PublishReportPorts } from './handler.ts';
