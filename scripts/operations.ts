import type { AnyOperation } from '@interlock/core/operation';

/** In the order of the stages. */
export const operations: readonly AnyOperation[] = [];

/** The ones that are also actions and components. */
export const actionOperations = operations.filter((operation) => operation.stage !== 'command');
