import { describe, expect, it } from '@jest/globals';
import { isInRange } from '../../../../domain/edge/address-range.ts';
import { addressInside, addressOutside, isAllowed } from '../../../../domain/edge/visitor-address.ts';

describe('an address', () => {
  it.each([
    ['198.51.100.0', '198.51.100.0/24', true],
    ['198.51.100.255', '198.51.100.0/24', true],
    ['198.51.101.0', '198.51.100.0/24', false],
    ['198.51.100.7', '198.51.100.7/32', true],
    ['198.51.100.6', '198.51.100.7/32', false],
    ['2001:db8:7::1', '2001:db8:7::/48', true],
    ['2001:db8:8::1', '2001:db8:7::/48', false],
    ['0.0.0.1', '::/96', false],
    ['nobody', '198.51.100.0/24', false],
  ])('%s in %s: %s', (address, range, is) => {
    expect(isInRange(address, range)).toBe(is);
  });

  it('comes in where a range has it, or everybody does', () => {
    expect(isAllowed('192.0.2.9', ['198.51.100.0/24', '192.0.2.0/28'])).toBe(true);
    expect(isAllowed('192.0.2.9', ['198.51.100.0/24'])).toBe(false);
    expect(isAllowed('192.0.2.9', ['*'])).toBe(true);
    expect(isAllowed('192.0.2.9', [])).toBe(false);
  });

  it('inside is one of the list, and outside one that no range of it has', () => {
    expect(addressInside(['203.0.113.0/24', '192.0.2.0/24'])).toBe('203.0.113.0');
    expect(addressOutside(['203.0.113.0/24'])).toBe('192.0.2.1');
    expect(addressOutside(['192.0.2.0/24', '198.51.100.1/32'])).toBe('203.0.113.1');
    expect(addressOutside('public')).toBe('192.0.2.1');
    expect(addressOutside(['0.0.0.0/1', '128.0.0.0/1'])).toBeUndefined();
  });
});
