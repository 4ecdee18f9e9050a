/** A document that is no protobuf, or not of its message. */
export class UnreadableProtobuf extends Error {
  override readonly name = 'UnreadableProtobuf';
}

/** One value as it stands on the wire. https://protobuf.dev/programming-guides/encoding/ */
export type WireValue =
  | { readonly form: 'varint'; readonly value: bigint }
  | { readonly form: 'fixed'; readonly value: Buffer }
  | { readonly form: 'bytes'; readonly value: Buffer };

/** The values of a message in the order of the wire, each with the number of its field. Groups are refused, as Kubernetes' own
 *  decoder refuses them. @throws {UnreadableProtobuf} for bytes that end early or are of no known form. */
export function* wireValues(bytes: Buffer): Generator<readonly [number, WireValue]> {
  const at = { offset: 0 };
  while (at.offset < bytes.length) {
    const tag = varint(bytes, at);
    const number = Number(tag >> 3n);
    if (number === 0) throw new UnreadableProtobuf('illegal tag 0');
    yield [number, readValue(bytes, at, Number(tag & 7n))];
  }
}

interface Position {
  offset: number;
}

const readValue = (bytes: Buffer, at: Position, wireType: number): WireValue => {
  switch (wireType) {
    case 0:
      return { form: 'varint', value: varint(bytes, at) };
    case 1:
      return { form: 'fixed', value: take(bytes, at, 8) };
    case 2:
      return { form: 'bytes', value: take(bytes, at, Number(varint(bytes, at))) };
    case 5:
      return { form: 'fixed', value: take(bytes, at, 4) };
    default:
      throw new UnreadableProtobuf(`illegal wireType ${wireType}`);
  }
};

const take = (bytes: Buffer, at: Position, length: number): Buffer => {
  const end = at.offset + length;
  if (end > bytes.length) throw new UnreadableProtobuf('unexpected EOF');
  const taken = bytes.subarray(at.offset, end);
  at.offset = end;
  return taken;
};

/** A base-128 number of 64 bits. */
export const varint = (bytes: Buffer, at: Position): bigint => {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = take(bytes, at, 1)[0] ?? 0;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
  throw new UnreadableProtobuf('integer overflow');
};

/** All numbers of a packed list. */
export function* packed(bytes: Buffer): Generator<WireValue> {
  for (const at = { offset: 0 }; at.offset < bytes.length; ) yield { form: 'varint', value: varint(bytes, at) };
}
