// Written by `pnpm build`; the program is in index.js and its chunks.
const { runAction } = await import('./index.js');
await runAction('verify-ledger', new URL('./', import.meta.url));
