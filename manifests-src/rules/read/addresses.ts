import { BlockList, isIPv4 } from 'node:net';
import { type Fields, listOf, textOf } from './fields.ts';

/** Whether a range of a policy, less what it leaves out, holds an address. */
export const holds = (ipBlock: Fields, address: string): boolean =>
  isIn(address, textOf(ipBlock['cidr'])) && !listOf(ipBlock['except']).some((range) => isIn(address, textOf(range)));

/** Whether one range holds another whole. */
export const holdsRange = (outer: Fields, inner: string): boolean => {
  const [first = '', bits = ''] = inner.split('/');
  const [, outerBits = ''] = (textOf(outer['cidr']) ?? '').split('/');
  return Number(outerBits) <= Number(bits) && outerBits !== '' && holds(outer, first);
};

const isIn = (address: string, range: string | undefined): boolean => {
  const [network = '', bits = ''] = range?.split('/') ?? [];
  if (!isIPv4(network) || !isIPv4(address) || !/^\d+$/.test(bits) || Number(bits) > 32) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits));
  return list.check(address);
};
