import { wireValues } from '../../cluster/protobuf/wire.ts';
import { Unsupported } from './unsupported.ts';

/** Kinds of values that have an order here, in the order that they have among each other. */
const RANKS: ReadonlyMap<number, number> = new Map([
  [11, 0],
  [1, 1],
  [2, 2],
  [3, 2],
  [17, 3],
]);

/** A value of a field, of which only what decides its place is read. */
interface Comparable {
  /** Numbers are of one kind, whole or not. */
  readonly rank: number;
  readonly value: number | bigint | Buffer;
}

function comparable(bytes: Buffer): Comparable {
  const [found] = [...wireValues(bytes)];
  const rank = found === undefined ? undefined : RANKS.get(found[0]);
  if (found === undefined || rank === undefined)
    throw new Unsupported('order of values that are no text, number or boolean');
  const [kind, wire] = found;
  if (wire.form === 'bytes') return { rank, value: wire.value };
  if (wire.form === 'fixed') return { rank, value: wire.value.readDoubleLE(0) };
  return { rank, value: kind === 2 ? BigInt.asIntN(64, wire.value) : wire.value };
}

/** @returns whether two values are of one kind, which comparisons ask for. */
export const areComparable = (one: Buffer, other: Buffer): boolean => comparable(one).rank === comparable(other).rank;

/** Below, at or above 0 as `one` stands before, beside or behind `other`; texts by their bytes in UTF-8. */
export function compareValues(one: Buffer, other: Buffer): number {
  const [left, right] = [comparable(one), comparable(other)];
  if (left.rank !== right.rank) return left.rank - right.rank;
  if (Buffer.isBuffer(left.value) && Buffer.isBuffer(right.value)) return Buffer.compare(left.value, right.value);
  return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
}
