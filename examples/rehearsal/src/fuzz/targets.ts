import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';

/** What is fuzzed: throws, or answers late or wrongly, where it crashes. */
export interface Target {
  readonly name: string;
  readonly property: fc.IAsyncProperty<[unknown]> | fc.IAsyncPropertyWithHooks<[unknown]>;
  readonly stop: () => void;
}

interface Priced {
  readonly net?: unknown;
  readonly tax?: unknown;
  readonly total?: unknown;
  readonly problem?: unknown;
}

const sku = fc.constantFrom('signal-lamp', 'track-circuit', 'point-machine', '__proto__', '');
const line = fc.record({
  sku: fc.oneof(sku, fc.string()),
  quantity: fc.oneof(fc.integer(), fc.double(), fc.double({ min: 0, max: 1_001 })),
});
const country = fc.oneof(fc.constantFrom('DE', 'FR', 'CH', 'constructor'), fc.string());
const order = fc.record({ country, lines: fc.array(line, { maxLength: 8 }) });

/** The targets of a checkout of the sample service: the code that is loaded here is that of the commit. */
export async function targetsOf(folder: string): Promise<readonly Target[]> {
  const load = async (file: string): Promise<Record<string, (...given: readonly unknown[]) => unknown>> =>
    (await import(pathToFileURL(join(folder, file)).href)) as never;
  const { priceOrder } = await load('src/price.ts');
  const { createService } = await load('src/service.ts');
  const { noFlags } = (await load('src/flags.ts')) as { noFlags: unknown };
  if (priceOrder === undefined || createService === undefined) throw new Error('the service has no such functions');
  return [
    {
      name: 'price of an order',
      property: fc.asyncProperty(order, async (one) => checkPrice(priceOrder(one.lines, one.country) as Priced)),
      stop: () => {},
    },
    await overHttp(createService({ version: 'fuzz', digest: '', errorRate: 0, flags: noFlags }) as never),
  ];
}

/** A price is whole cents that add up, or there is a problem; nothing else, and no exception. */
function checkPrice({ net, problem, tax, total }: Priced): void {
  if (typeof problem === 'string') return;
  const whole = [net, tax, total].every((value) => Number.isSafeInteger(value) && Number(value) >= 0);
  if (!whole || Number(net) + Number(tax) !== total)
    throw new Error(`no price: ${JSON.stringify({ net, tax, total })}`);
}

async function overHttp(service: import('node:http').Server): Promise<Target> {
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const address = service.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/orders`;
  const body = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    order.map((one) => JSON.stringify(one)),
  );
  return {
    name: 'order over HTTP',
    property: fc.asyncProperty(body, async (text) => {
      const answer = await fetch(url, { method: 'POST', body: text, signal: AbortSignal.timeout(2_000) });
      await answer.text();
      if (![200, 400, 422].includes(answer.status)) throw new Error(`answered ${answer.status}`);
    }),
    stop: () => service.close().closeAllConnections(),
  };
}
