#!/usr/bin/env node
// Written by `pnpm build`; the program is in index.js and its chunks.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  console.error(`Interlock needs Node 22.22 or later; this is Node ${process.versions.node}. Install one (https://nodejs.org/en/download), or call it as npx -y node@24 in place of node.`);
  process.exit(2);
}
const { runCommand } = await import('./index.js');
await runCommand(new URL('./', import.meta.url));
