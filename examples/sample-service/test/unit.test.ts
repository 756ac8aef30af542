import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '../src/metrics.ts';
import { priceOrder } from '../src/price.ts';

test('prices a small order with tax', () => {
  const price = priceOrder([{ sku: 'signal-lamp', quantity: 1 }], 'DE');
  assert.deepEqual(price, { net: 4_900, discount: 0, tax: 931, total: 5_831 });
});

for (const [quantity, discount] of [
  [9, 0],
  [10, 2_450],
  [99, 24_255],
  [100, 58_800],
] as const) {
  test(`discount for ${quantity} pieces`, () => {
    const price = priceOrder([{ sku: 'signal-lamp', quantity }], 'FR');
    assert.ok('discount' in price);
    assert.equal(price.discount, discount);
  });
}

test('refuses what it cannot price', () => {
  assert.deepEqual(priceOrder([], 'DE'), { problem: 'an order has at least one line' });
  assert.deepEqual(priceOrder([{ sku: 'lamp', quantity: 1 }], 'DE'), { problem: 'unknown article' });
  assert.deepEqual(priceOrder([{ sku: 'signal-lamp', quantity: 1.5 }], 'DE'), { problem: 'quantity is 1 to 1000' });
  assert.deepEqual(priceOrder([{ sku: 'signal-lamp', quantity: 1 }], 'XX'), { problem: 'unknown country' });
});

test('writes counters as OpenMetrics text', () => {
  const metrics = createMetrics();
  metrics.count(200);
  assert.match(metrics.text(), /requests_total\{code="200"\} 1\n.*code="500"\} 0\n# EOF\n$/s);
});
