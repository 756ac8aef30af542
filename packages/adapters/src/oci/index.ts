export { openLayout } from './layout/open-layout.ts';
