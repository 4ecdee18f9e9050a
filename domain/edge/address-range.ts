/** Why a text is no range of addresses that a list can have; `undefined` where it is one. One way to write each, so that lists are compared
 *  as texts. */
export function rangeProblem(text: string): string | undefined {
  const [address = '', length, ...more] = text.split('/');
  const bits = bitsOf(address);
  if (bits === undefined || length === undefined || more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length))
    return 'Wanted a range of addresses: "198.51.100.0/24", or "198.51.100.7/32" for one.';
  const kept = Number(length);
  if (kept > bits.length) return `A range of such addresses has ${bits.length} bits at most behind "/".`;
  if (kept === 0) return "These are all addresses there are: say 'public' where that is meant.";
  return bits.slice(kept).includes('1')
    ? `Behind bit ${kept} this address has more, which the range does not look at: write the first address of the range.`
    : undefined;
}

/** Whether an address is in a range that is one (`rangeProblem`). Addresses of the other version are in none. */
export function isInRange(address: string, range: string): boolean {
  const [first = '', length] = range.split('/');
  const [ours, theirs] = [bitsOf(address), bitsOf(first)];
  if (ours === undefined || theirs === undefined || ours.length !== theirs.length) return false;
  const kept = Number(length);
  return ours.slice(0, kept) === theirs.slice(0, kept);
}

const bitsOf = (address: string): string | undefined =>
  address.includes(':') ? bitsOfIpv6(address) : bitsOfIpv4(address);

function bitsOfIpv4(text: string): string | undefined {
  const parts = text.split('.');
  const sound = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  return sound ? parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('') : undefined;
}

/** With `::` once for the zeros that are left out. */
function bitsOfIpv6(text: string): string | undefined {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const given = halves.flat();
  const left = 8 - given.length;
  const isWhole = halves.length === 1 ? left === 0 : halves.length === 2 && left > 0;
  if (!isWhole || !given.every((part) => /^[0-9a-f]{1,4}$/.test(part))) return undefined;
  const [head = [], tail = []] = halves;
  return [...head, ...Array<string>(left).fill('0'), ...tail]
    .map((part) => Number.parseInt(part, 16).toString(2).padStart(16, '0'))
    .join('');
}
