import { type Field, type Message, messageOf } from './message-table.ts';
import { WELL_KNOWN } from './well-known.ts';
import { packed, UnreadableProtobuf, type WireValue, wireValues } from './wire.ts';

type Json = Record<string, unknown>;

/** A message as the JSON that Go writes of it: what a client that sends JSON would have sent. Pointers keep a zero, plain values
 *  with `omitempty` lose it, plain values without one show it.
 *  @throws {UnreadableProtobuf} for bytes that are not of this message, and for a field that the message has not. */
export const decodedMessage = (name: string, bytes: Buffer): unknown => {
  const wellKnown = WELL_KNOWN[name];
  if (wellKnown !== undefined) return wellKnown(bytes);
  const message = messageOf(name);
  if (message === undefined) throw new Error(`${name} is not in the table of messages. Write the table again.`);
  const found = valuesByField(name, message, bytes);
  const json: Json = {};
  for (const [number, field] of message) {
    const values = found.get(number) ?? [];
    if (field.place === 'list') return listOf(field, values, `${name}.items`);
    if (field.place === 'inline') Object.assign(json, oneOf(field, values, name));
    else {
      const value = fieldValue(field, values, `${name}.${field.name}`);
      if (!isLeftOut(field, value, values.length > 0)) json[field.name] = value;
    }
  }
  return json;
};

const valuesByField = (name: string, message: Message, bytes: Buffer): ReadonlyMap<number, readonly WireValue[]> => {
  const found = new Map<number, WireValue[]>();
  for (const [number, value] of wireValues(bytes)) {
    // A real server drops what it does not know without a word; what has no effect is said here.
    if (!message.has(number))
      throw new UnreadableProtobuf(
        `${name} has no field with the number ${number}; a newer client than this server sent it`,
      );
    found.set(number, [...(found.get(number) ?? []), value]);
  }
  return found;
};

const fieldValue = (field: Field, values: readonly WireValue[], at: string): unknown => {
  switch (field.form) {
    case 'list':
      return values.length === 0 ? null : listOf(field, values, at);
    case 'map':
      return values.length === 0 ? null : Object.fromEntries(values.map((value) => entryOf(field, value, at)));
    case 'pointer':
      return values.length === 0 ? null : oneOf(field, values, at);
    case 'one':
      return oneOf(field, values, at);
  }
};

const listOf = (field: Field, values: readonly WireValue[], at: string): readonly unknown[] =>
  values
    .flatMap((value) => (value.form === 'bytes' && isNumeric(field.type) ? [...packed(value.value)] : [value]))
    .map((value) => single(field.type, value, at));

/** A value that stands once. Said twice, the last one counts, and messages are merged, which their bytes in a row are. */
const oneOf = ({ type }: Field, values: readonly WireValue[], at: string): unknown => {
  const last = values.at(-1);
  if (last === undefined) return zeroOf(type);
  if (!isScalar(type) && values.length > 1)
    return single(type, { form: 'bytes', value: Buffer.concat(values.map((value) => bytesOf(value, at))) }, at);
  return single(type, last, at);
};

const NO_BYTES: WireValue = { form: 'bytes', value: Buffer.alloc(0) };

const entryOf = ({ type }: Field, value: WireValue, at: string): readonly [string, unknown] => {
  const parts = new Map(wireValues(bytesOf(value, at)));
  const [key, content] = [parts.get(1), parts.get(2)];
  return [
    key === undefined ? '' : bytesOf(key, at).toString('utf8'),
    // Go begins an entry with bytes that are there and empty, not with none.
    content === undefined && type !== 'bytes' ? zeroOf(type) : single(type, content ?? NO_BYTES, at),
  ];
};

const SCALARS: Readonly<Record<string, { readonly zero: unknown; read(value: WireValue, at: string): unknown }>> = {
  bool: { zero: false, read: (value, at) => numberOf(value, at) !== 0n },
  bytes: { zero: null, read: (value, at) => bytesOf(value, at).toString('base64') },
  double: { zero: 0, read: (value, at) => fixedOf(value, at).readDoubleLE() },
  int32: { zero: 0, read: (value, at) => Number(BigInt.asIntN(32, numberOf(value, at))) },
  int64: { zero: 0, read: (value, at) => Number(BigInt.asIntN(64, numberOf(value, at))) },
  string: { zero: '', read: (value, at) => bytesOf(value, at).toString('utf8') },
};

const isScalar = (type: string): boolean => SCALARS[type] !== undefined;
const isNumeric = (type: string): boolean => ['bool', 'int32', 'int64'].includes(type);

const single = (type: string, value: WireValue, at: string): unknown =>
  SCALARS[type]?.read(value, at) ?? decodedMessage(type, bytesOf(value, at));

const zeroOf = (type: string): unknown => {
  const scalar = SCALARS[type];
  return scalar === undefined ? decodedMessage(type, Buffer.alloc(0)) : scalar.zero;
};

/** Whether `encoding/json` leaves a field out. A struct is never empty for it. */
const isLeftOut = ({ form, omit, type }: Field, value: unknown, isThere: boolean): boolean => {
  if (omit === 'never') return false;
  if (form === 'pointer') return !isThere;
  if (omit === 'zero' && value === null) return true;
  return form === 'one' && !isScalar(type) ? false : isEmpty(value);
};

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || value === 0 || value === false || (Array.isArray(value) && value.length === 0);

const wrong = (value: WireValue, at: string): UnreadableProtobuf =>
  new UnreadableProtobuf(`wrong wireType for field ${at}: it is written as ${value.form}`);

const numberOf = (value: WireValue, at: string): bigint => {
  if (value.form !== 'varint') throw wrong(value, at);
  return value.value;
};

const bytesOf = (value: WireValue, at: string): Buffer => {
  if (value.form !== 'bytes') throw wrong(value, at);
  return value.value;
};

const fixedOf = (value: WireValue, at: string): Buffer => {
  if (value.form !== 'fixed' || value.value.length !== 8) throw wrong(value, at);
  return value.value;
};
