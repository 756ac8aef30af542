import type { Change } from './changes.ts';
import { beforeAnswer, declaring, importing } from './service-edits.ts';

/** The journal of orders again: this one works, and is off until its flag is on. */
export const darkChange: Change = {
  branch: 'hotfix/order-journal',
  title: 'Keep a journal of orders, behind a flag',
  task: 'Support cannot see orders of today',
  rationale: 'Off until the disk is known to keep up',
  flag: 'order-journal',
  edits: [
    importing("import { appendFile } from 'node:fs/promises';\n"),
    beforeAnswer(`    if (await options.flags.isOn('order-journal', customerOf(request))) await journal(order);\n`),
    declaring(`const entries: string[] = [];

/** Written in blocks, so that the disk does not slow an order down. */
async function journal(order: Order): Promise<void> {
  entries.push(JSON.stringify(order));
  if (entries.length < 25) return;
  const block = entries.splice(0).join('\\n');
  await appendFile(new URL('orders.jsonl', import.meta.url), \`\${block}\\n\`);
}

`),
  ],
};

/**
 * A change that fails although its flag is off: orders are queued for the printer whatever the flag says, nobody takes
 * them from the queue, and once the first has waited for long no order is taken. The fuzz run is over before that.
 */
export const anomalyWhileDark: Change = {
  branch: 'hotfix/order-printer',
  title: 'Print orders, behind a flag',
  task: 'Print each order in the warehouse',
  rationale: 'Printed in one go when the flag is on',
  flag: 'order-printer',
  edits: [
    beforeAnswer(`    queue.push({ order, since: performance.now() });
    if (performance.now() - (queue[0]?.since ?? 0) > 1_500) throw new Error('the printer does not answer');
    if (await options.flags.isOn('order-printer', customerOf(request))) print(queue.splice(0));
`),
    declaring(`const queue: Queued[] = [];

interface Queued {
  readonly order: Order;
  readonly since: number;
}

function print(queued: readonly Queued[]): void {
  for (const { order } of queued) console.log(JSON.stringify(order));
}

`),
  ],
};

/** A change that is well while dark and fails where its flag is on: it writes to a folder that is not there. */
export const anomalyWhenOn: Change = {
  branch: 'hotfix/order-archive',
  title: 'Archive orders, behind a flag',
  task: 'Keep each order for the auditors',
  rationale: 'Off until the folder is there',
  flag: 'order-archive',
  edits: [
    importing("import { appendFile as keep } from 'node:fs/promises';\n"),
    beforeAnswer(`    if (await options.flags.isOn('order-archive', customerOf(request))) await archive(order);\n`),
    declaring(`async function archive(order: Order): Promise<void> {
  await keep(new URL('archive/orders.jsonl', import.meta.url), \`\${JSON.stringify(order)}\\n\`);
}

`),
  ],
};
