import { describe, expect, it } from '@jest/globals';
import { rangeProblem } from '../../../../domain/edge/address-range.ts';

describe('a range of addresses', () => {
  it.each([
    '198.51.100.0/24',
    '10.0.0.0/8',
    '255.255.255.255/32',
    '0.0.0.0/1',
    '128.0.0.0/1',
    '2001:db8::/32',
    '2001:db8:0:1::/64',
    '::1/128',
    '8000::/1',
    '1:2:3:4:5:6:7:8/128',
    '2001:db8:1:2:3:4:5::/112',
  ])('is %s', (text) => expect(rangeProblem(text)).toBeUndefined());

  it.each([
    ['198.51.100.7', /Wanted a range/],
    ['198.51.100.0/24/8', /Wanted a range/],
    ['198.51.100/24', /Wanted a range/],
    ['198.51.100.256/32', /Wanted a range/],
    ['198.51.0100.0/24', /Wanted a range/],
    ['198.51.100.0/024', /Wanted a range/],
    ['198.51.100.0/', /Wanted a range/],
    ['198.51.100.0/ 24', /Wanted a range/],
    ['office', /Wanted a range/],
    ['', /Wanted a range/],
    ['2001:DB8::/32', /Wanted a range/],
    ['2001:db8::1::/64', /Wanted a range/],
    ['2001:db8/32', /Wanted a range/],
    ['1:2:3:4:5:6:7:8::/128', /Wanted a range/],
    ['1:2:3:4:5:6:7:8:9/128', /Wanted a range/],
    ['12345::/16', /Wanted a range/],
    ['198.51.100.0/33', /32 bits at most/],
    ['2001:db8::/129', /128 bits at most/],
    ['0.0.0.0/0', /say 'public'/],
    ['::/0', /say 'public'/],
    ['198.51.100.7/24', /Behind bit 24/],
    ['198.51.100.1/31', /Behind bit 31/],
    ['2001:db8::1/127', /Behind bit 127/],
  ])('is not %s', (text, message) => expect(rangeProblem(text)).toMatch(message));
});
