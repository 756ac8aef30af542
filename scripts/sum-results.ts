import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';

const Results = v.object({ numPassedTests: v.number(), numFailedTests: v.number() });
const folder = resolve(import.meta.dirname, '..', 'tmp');

/** Sums `tmp/results-*.json` of all suites into the closing line that CI reads. */
const results = readdirSync(folder)
  .filter((name) => /^results-.*\.json$/.test(name))
  .map((name) => v.parse(Results, JSON.parse(readFileSync(join(folder, name), 'utf8'))));
const passed = results.reduce((sum, result) => sum + result.numPassedTests, 0);
const failed = results.reduce((sum, result) => sum + result.numFailedTests, 0);
console.log(`${passed} passed, ${failed} failed`);
