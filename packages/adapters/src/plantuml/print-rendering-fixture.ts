import { readFileSync } from 'node:fs';
import { renderer } from './renderer-fixture.ts';

/** Prints what the file of the first argument renders to, from a process of its own. */
const result = await renderer()(readFileSync(process.argv[2] ?? '', 'utf8'));
process.stdout.write(result.ok ? result.value : result.error.message);
