import { type WireValue, wireValues } from '../../cluster/protobuf/wire.ts';
import { Unsupported } from './unsupported.ts';

/** A message of Firestore's API as it came. Fields that are not known here would change what is meant, so they are refused.
 *  @see https://github.com/googleapis/googleapis/tree/master/google/firestore/v1 */
export class Message {
  readonly #values = new Map<number, WireValue[]>();

  constructor(name: string, bytes: Buffer, known: readonly number[]) {
    for (const [number, value] of wireValues(bytes)) {
      if (!known.includes(number)) throw new Unsupported(`${name} with a field ${number}`);
      this.#values.set(number, [...(this.#values.get(number) ?? []), value]);
    }
  }

  /** All of a field that is a text, a list or a message. */
  all(number: number): readonly Buffer[] {
    return (this.#values.get(number) ?? []).flatMap((value) => (value.form === 'bytes' ? [value.value] : []));
  }

  /** The last one counts, as everywhere in protobuf. */
  bytes(number: number): Buffer | undefined {
    return this.all(number).at(-1);
  }

  text(number: number): string {
    return this.bytes(number)?.toString('utf8') ?? '';
  }

  /** Of a field that is a number, or none where it has what it has unsaid. */
  integer(number: number): number {
    const value = this.#values.get(number)?.at(-1);
    return value?.form === 'varint' ? Number(BigInt.asIntN(64, value.value)) : 0;
  }
}

const encoded = (value: bigint): Buffer => {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
};

/** A field that is a number, as it stands on the wire. */
export const integerField = (number: number, value: bigint): Buffer =>
  Buffer.concat([encoded(BigInt(number) << 3n), encoded(value)]);

/** A field that is a text or made of such parts. */
export function bytesField(number: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  return Buffer.concat([encoded((BigInt(number) << 3n) | 2n), encoded(BigInt(content.length)), content]);
}

/** A moment, in milliseconds since 1970. */
export const timeField = (number: number, at: number): Buffer =>
  bytesField(
    number,
    integerField(1, BigInt(Math.floor(at / 1000))),
    integerField(2, BigInt(Math.floor(at % 1000) * 1_000_000)),
  );
