import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { noFlags } from '../src/flags.ts';
import { createService } from '../src/service.ts';

async function withService(errorRate: number, use: (origin: string) => Promise<void>): Promise<void> {
  const service = createService({ version: '9.9.9', digest: 'sha256:test', errorRate, flags: noFlags }).listen(
    0,
    '127.0.0.1',
  );
  await once(service, 'listening');
  const address = service.address();
  assert.ok(typeof address === 'object' && address !== null);
  await use(`http://127.0.0.1:${address.port}`);
  service.close();
  service.closeAllConnections();
}

test('takes orders, says what it is, and counts', async () => {
  await withService(0, async (origin) => {
    const order = { country: 'CH', lines: [{ sku: 'track-circuit', quantity: 2 }] };
    const response = await fetch(`${origin}/orders`, { method: 'POST', body: JSON.stringify(order) });
    assert.equal(response.headers.get('x-service-version'), '9.9.9');
    assert.deepEqual(await response.json(), { net: 36_500, discount: 0, tax: 2_957, total: 39_457 });
    const version = { version: '9.9.9', digest: 'sha256:test', flags: { digest: '', values: {} } };
    assert.deepEqual(await (await fetch(`${origin}/version`)).json(), version);
    assert.equal((await fetch(`${origin}/orders`, { method: 'POST', body: '{' })).status, 400);
    assert.equal((await fetch(`${origin}/nowhere`)).status, 404);
    assert.equal((await fetch(`${origin}/healthz`)).status, 200);
    assert.match(await (await fetch(`${origin}/metrics`)).text(), /code="200"\} 1\n/);
  });
});

test('fails the share of orders that it is told to', async () => {
  await withService(0.25, async (origin) => {
    let failed = 0;
    for (let index = 0; index < 20; index++) failed += (await fetch(`${origin}/orders`)).status === 500 ? 1 : 0;
    assert.equal(failed, 5);
  });
});
