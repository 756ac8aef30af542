/** One line of an order. Money is whole cents; a quantity is a whole number from 1 to 1,000. */
export interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
}

export interface Price {
  readonly net: number;
  readonly discount: number;
  readonly tax: number;
  readonly total: number;
}

const catalogue: ReadonlyMap<string, number> = new Map([
  ['signal-lamp', 4_900],
  ['track-circuit', 18_250],
  ['point-machine', 129_900],
]);

const taxRates: ReadonlyMap<string, number> = new Map([
  ['DE', 19],
  ['FR', 20],
  ['CH', 8.1],
]);

/** Price of an order, or what is wrong with it. From ten pieces of one article on, that line is 5 % cheaper; from 100 on, 12 %. */
export function priceOrder(lines: readonly OrderLine[], country: string): Price | { readonly problem: string } {
  const rate = taxRates.get(country);
  if (rate === undefined) return { problem: 'unknown country' };
  if (lines.length === 0) return { problem: 'an order has at least one line' };
  let gross = 0;
  let discount = 0;
  for (const { sku, quantity } of lines) {
    const unit = catalogue.get(sku);
    if (unit === undefined) return { problem: 'unknown article' };
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > 1_000) return { problem: 'quantity is 1 to 1000' };
    gross += unit * quantity;
    discount += Math.round((unit * quantity * discountPercent(quantity)) / 100);
  }
  const net = gross - discount;
  const tax = Math.round((net * rate) / 100);
  return { net, discount, tax, total: net + tax };
}

function discountPercent(quantity: number): number {
  if (quantity >= 100) return 12;
  return quantity >= 10 ? 5 : 0;
}
