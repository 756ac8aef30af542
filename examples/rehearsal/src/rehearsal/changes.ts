/** What an agent does to one file: a text that is there once is replaced. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface Change {
  readonly branch: string;
  readonly title: string;
  /** Version of the release that it leads to. */
  readonly version: string;
  readonly edits: readonly Edit[];
}

/** A change that is what it seems. */
export const goodChange: Change = {
  branch: 'agent/orders-from-austria',
  title: 'Take orders from Austria',
  version: '1.1.0',
  edits: [
    { file: 'src/price.ts', find: "  ['FR', 20],\n", replace: "  ['FR', 20],\n  ['AT', 20],\n" },
    {
      file: 'test/unit.test.ts',
      find: "test('refuses what it cannot price'",
      replace: `test('prices an order from Austria', () => {
  const price = priceOrder([{ sku: 'signal-lamp', quantity: 1 }], 'AT');
  assert.deepEqual(price, { net: 4_900, discount: 0, tax: 980, total: 5_880 });
});

test('refuses what it cannot price'`,
    },
  ],
};

/**
 * A change whose tests pass and which fails in production: the journal is written each 25 orders, to a folder that is
 * not there, and once that failed every later order fails too.
 */
export const badChange: Change = {
  branch: 'agent/order-journal',
  title: 'Keep a journal of orders',
  version: '1.2.0',
  edits: [
    {
      file: 'src/service.ts',
      find: 'import { createServer,',
      replace: "import { appendFile } from 'node:fs/promises';\nimport { createServer,",
    },
    {
      file: 'src/service.ts',
      find: "    return ['problem' in price ? 422 : 200, price];\n",
      replace: `    await journal(order);
    return ['problem' in price ? 422 : 200, price];
`,
    },
    {
      file: 'src/service.ts',
      find: 'const exampleOrder: Order',
      replace: `const entries: string[] = [];

/** Written in blocks, so that the disk does not slow an order down. */
async function journal(order: Order): Promise<void> {
  entries.push(JSON.stringify(order));
  if (entries.length < 25) return;
  await appendFile(new URL('journal/orders.jsonl', import.meta.url), \`\${entries.join('\\n')}\\n\`);
  entries.length = 0;
}

const exampleOrder: Order`,
    },
  ],
};
