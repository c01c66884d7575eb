import { expect, it } from 'vitest';
import { cdnow, cdnowFile } from '../../test/fixtures/cdnow';
import { conditionalExpected } from './bg-nbd';
import { bgNbdFit } from './bg-nbd-fit';
import { clvDcf } from './clv-dcf';
import { expectedAmount, gammaGammaFit } from './gamma-gamma';

// worked by hand: one purchase of 100 a period, discounted once and twice
it('discounts each period at its end', () => {
  const value = clvDcf((t) => t / 4, 100, { periods: 2, length: 4, discount: 0.1 });
  expect(value).toBeCloseTo(100 / 1.1 + 100 / 1.21, 12);
});

it('is 0 over no period and does not exist without amount or expectation', () => {
  expect(clvDcf((t) => t, 10, { periods: 0, length: 1, discount: 0.1 })).toBe(0);
  expect(clvDcf((t) => t, null, { periods: 3, length: 1, discount: 0.1 })).toBeNull();
  expect(clvDcf(() => null, 10, { periods: 3, length: 1, discount: 0.1 })).toBeNull();
  expect(clvDcf((t) => t, 10, { periods: 3, length: 1, discount: -1 })).toBeNull();
});

function cdnowValues(length: number): (number | null)[] {
  const purchases = bgNbdFit(cdnow());
  const amounts = gammaGammaFit(cdnow());
  if (purchases.kind !== 'fitted' || amounts.kind !== 'fitted') throw new Error('no fit');
  return cdnow()
    .slice(0, 10)
    .map((customer) =>
      clvDcf(
        (t) => conditionalExpected(purchases.parameters, customer, t),
        expectedAmount(amounts.parameters, customer),
        { periods: 12, length, discount: 0.01 },
      ),
    );
}

// P lifetimes docs/Quickstart.md: its months have 30 units, which on weekly data makes a horizon of 360 weeks
it.skipIf(!cdnowFile)('gives the published values with their months of 30 weeks', () => {
  const published = [
    140.096211, 18.943467, 38.180574, 38.180574, 38.180574, 1003.868107, 28.109683, 38.180574, 167.418216, 38.180574,
  ];
  cdnowValues(30).forEach((value, i) => expect(value! / published[i]!).toBeCloseTo(1, 3));
});

// O metrics.md 5.2: the honest month of 4.345 weeks
it.skipIf(!cdnowFile)('gives a quarter of that with months of 4.345 weeks', () => {
  const [first, second, third, , , sixth] = cdnowValues(4.345);
  expect(first).toBeCloseTo(36.2785, 2);
  expect(second).toBeCloseTo(4.6375, 2);
  expect(third).toBeCloseTo(8.3441, 2);
  expect(sixth! / 283.5236).toBeCloseTo(1, 4);
});
