import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalQuantity, parseQuantity, quantityText } from '../../../../../rehearsal/cluster/storage/quantity.ts';

describe('quantities', () => {
  it.each([
    ['0.5', '500m'],
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['1024Mi', '1Gi'],
    ['0.5Gi', '512Mi'],
    ['1000', '1k'],
    ['1e3', '1k'],
    ['0', '0'],
    ['128974848', '128974848'],
    ['100', '100'],
    [2, '2'],
  ])('%s is written %s', (given, canonical) => {
    expect(canonicalQuantity(given)).toBe(canonical);
  });

  it.each(['', 'abc', '1 Gi', '1gi', '--1', true, {}])('%s is none', (given) => {
    expect(parseQuantity(given)).toBeUndefined();
  });

  it('canonical text reads back as the same amount and stays as it is', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi'), (number, suffix) => {
        const quantity = parseQuantity(`${number}${suffix}`);
        if (quantity === undefined) throw new Error('not read');
        const text = quantityText(quantity);
        expect(parseQuantity(text)?.nano).toBe(quantity.nano);
        expect(canonicalQuantity(text)).toBe(text);
      }),
    );
  });
});
