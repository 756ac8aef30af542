// Written by `pnpm build`; the program is in index.js and its chunks.
const { runWorker } = await import('./index.js');
await runWorker();
