import type * as v from 'valibot';

/**
 * A schema of an object that takes no list. Valibot itself reads a list as an object with the keys 0, 1, …, so that an
 * empty one passes wherever no key is required.
 */
export function noList<T extends v.GenericSchema>(schema: T): T {
  return {
    ...schema,
    '~run': (dataset, config) => schema['~run'](Array.isArray(dataset.value) ? { value: 'a list' } : dataset, config),
  };
}
