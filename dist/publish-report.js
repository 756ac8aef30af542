// Written by `pnpm build`; the program is in index.js and its chunks.
const { runAction } = await import('./index.js');
await runAction('publish-report', new URL('./', import.meta.url));
