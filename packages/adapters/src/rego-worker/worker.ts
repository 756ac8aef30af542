import { startWorker } from './index.ts';

startWorker();
