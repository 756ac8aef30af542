// Written by `pnpm build`; the program is in index.js and its chunks.
const { runDiagramWorker } = await import('./index.js');
await runDiagramWorker();
