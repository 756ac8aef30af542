import type { Edit } from './changes.ts';

/** What changes of the service do to its one source file, each at a place that is there once. */
const before =
  (find: string) =>
  (code: string): Edit => ({ file: 'src/service.ts', find, replace: code + find });

/** Lines before the first import. */
export const importing = before('import { createServer,');
/** Lines of the answer to an order, before it is given. */
export const beforeAnswer = before("    return ['problem' in price ? 422 : 200, price];\n");
/** Declarations of the module. */
export const declaring = before('const exampleOrder: Order');
