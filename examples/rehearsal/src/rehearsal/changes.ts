import { beforeAnswer, declaring, importing } from './service-edits.ts';

/** What an agent does to one file: a text that is there once is replaced. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface Change {
  readonly branch: string;
  readonly title: string;
  /** What the agent was asked for, and why it did it so: for the manifest. */
  readonly task: string;
  readonly rationale: string;
  /** Guards the change, where there is one. */
  readonly flag?: string;
  readonly edits: readonly Edit[];
}

const austria: readonly Edit[] = [
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
];

/** The change of the default flow: it is what it seems, and an owner has to approve it, because it edits the pipeline. */
export const goodChange: Change = {
  branch: 'agent/orders-from-austria',
  title: 'Take orders from Austria',
  task: 'Orders from Austria are refused as unknown country',
  rationale: 'Austria has one usual rate of 20 %; the unit tests, which cover it, now run in the pipeline too',
  edits: [
    ...austria,
    {
      file: '.github/workflows/ci.yml',
      find: '      - run: node --test test/integration.test.ts\n',
      replace: '      - run: node --test test/unit.test.ts\n      - run: node --test test/integration.test.ts\n',
    },
  ],
};

/** The change of the trusted flow: small, tested, and nothing in it that a person has to look at. */
export const smallChange: Change = {
  branch: 'agent/austrian-rate',
  title: 'Take orders from Austria',
  task: 'Orders from Austria are refused as unknown country',
  rationale: 'Austria has one usual rate of 20 %',
  edits: austria,
};

/**
 * A change whose tests pass and which fails in production: the journal is written each 25 orders, to a folder that is
 * not there, and once that failed every later order fails too.
 */
export const badChange: Change = {
  branch: 'agent/order-journal',
  title: 'Keep a journal of orders',
  task: 'Keep each order, so that support can look it up',
  rationale: 'Written in blocks, so that no order waits for the disk',
  edits: [
    importing("import { appendFile } from 'node:fs/promises';\n"),
    beforeAnswer(`    await journal(order);
`),
    declaring(`const entries: string[] = [];

/** Written in blocks, so that the disk does not slow an order down. */
async function journal(order: Order): Promise<void> {
  entries.push(JSON.stringify(order));
  if (entries.length < 25) return;
  await appendFile(new URL('journal/orders.jsonl', import.meta.url), \`\${entries.join('\\n')}\\n\`);
  entries.length = 0;
}

`),
  ],
};

/**
 * A change that gets worse the longer it runs: each order is kept, and the more are kept the more often one is refused.
 * Its first 400 orders are all well.
 */
export const slowLeak: Change = {
  branch: 'agent/order-cache',
  title: 'Answer an order that was asked before at once',
  task: 'The same order is priced again and again',
  rationale: 'Prices are kept for the next caller',
  edits: [
    beforeAnswer(`    kept.push(order);
    const lost = (count: number) => Math.floor(Math.max(0, count - 400) ** 2 / 6_000);
    if (lost(kept.length) > lost(kept.length - 1)) throw new Error('no memory left');
`),
    declaring(`const kept: Order[] = [];

`),
  ],
};

/** A change that is good in every way. */
export const harmlessChange: Change = {
  branch: 'agent/count-refused-orders',
  title: 'Count refused orders from the start',
  task: 'The counter of refused orders is missing until the first one',
  rationale: 'A counter that begins at zero can be compared',
  edits: [{ file: 'src/metrics.ts', find: '    [500, 0],\n', replace: '    [500, 0],\n    [422, 0],\n' }],
};

/** A line that reads as a comment about large orders, and of which a part is code: the trick of CVE-2021-42574. */
export const hiddenText: Change = {
  branch: 'agent/large-orders',
  title: 'Say where large orders begin',
  task: 'Nobody knows what a large order is',
  rationale: 'A comment says it where the discount is',
  edits: [
    {
      file: 'src/price.ts',
      find: '  if (quantity >= 100) return 12;\n',
      replace:
        '  /*\u202E } \u2066if (large)\u2069 \u2066 a large order begins here */\n  if (quantity >= 100) return 12;\n',
    },
  ],
};
