import { createHash } from 'node:crypto';
import { sprintf } from './sprintf.ts';
import type { Value } from './value.ts';

/** A built-in function that OPA leaves to the host. `undefined` is Rego's undefined: also the answer to a wrong type. */
export type BuiltIn = (...values: readonly Value[]) => Value | undefined;

const string = (value: string): Value => ({ type: 'string', value });

function digest(algorithm: 'sha256' | 'sha1' | 'md5'): BuiltIn {
  return (text) =>
    text?.type === 'string' ? string(createHash(algorithm).update(text.value).digest('hex')) : undefined;
}

/** The only ones a policy may use: no network, no clock, no environment, so that the same input gives the same verdict. */
export const builtIns: Readonly<Record<string, BuiltIn>> = {
  sprintf: (format, values) =>
    format?.type === 'string' && values?.type === 'array' ? string(sprintf(format.value, values.items)) : undefined,
  'crypto.sha256': digest('sha256'),
  'crypto.sha1': digest('sha1'),
  'crypto.md5': digest('md5'),
};
