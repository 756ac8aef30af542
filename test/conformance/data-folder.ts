import { readdirSync } from 'node:fs';

const parts = ['cyclonedx', 'junit', 'lockfiles', 'merkle', 'purl'] as const;

/** The folder of foreign data; a suite without it would pass and prove nothing, so that it is an error. */
export function dataFolder(named: string | undefined = process.env['INTERLOCK_TEST_DATA']): string {
  const needed = `The conformance suites need INTERLOCK_TEST_DATA: a folder with ${parts.join(', ')}.`;
  if (!named) throw new Error(`${needed} It is not set.`);
  const there = new Set(namesIn(named));
  const missing = parts.filter((part) => !there.has(part));
  if (missing.length > 0) throw new Error(`${needed} ${named} lacks ${missing.join(', ')}.`);
  return named;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
