import { expect, it } from '@jest/globals';
import { nearest } from './index.ts';

it.each([
  ['generate-sbm', 'generate-sbom'],
  ['beta', undefined],
  ['deploy', undefined],
  ['', undefined],
])('%j is nearest to %j', (text, expected) => {
  expect(nearest(text, ['generate-sbom', 'sign-artifact', 'bake'])).toBe(expected);
});
