import { startWorker } from './index.ts';

await startWorker();
