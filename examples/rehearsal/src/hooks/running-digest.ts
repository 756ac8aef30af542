import { argv } from 'node:process';

/** The hook: prints the digest that runs in a slot of the target. Arguments: port, slot. */
const [, , port = '', slot = ''] = argv;
const response = await fetch(`http://127.0.0.1:${port}/slots/${slot}`, { signal: AbortSignal.timeout(10_000) });
console.log((await response.text()).trim());
process.exitCode = response.ok ? 0 : 1;
