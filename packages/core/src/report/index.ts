export { htmlReport, type Report, type Section } from './html-report.ts';
