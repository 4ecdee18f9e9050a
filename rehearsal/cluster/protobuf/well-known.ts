import { UnreadableProtobuf, type WireValue, wireValues } from './wire.ts';

/** Messages that Go writes as one JSON value, by name. A zero time is null. */
export const WELL_KNOWN: Readonly<Record<string, (bytes: Buffer) => unknown>> = {
  'intstr.IntOrString': (bytes) => {
    const values = partsOf(bytes);
    return whole(values.get(1)) === 0 ? whole(values.get(2)) : text(values.get(3));
  },
  'meta.v1.Duration': (bytes) => durationText(long(partsOf(bytes).get(1))),
  'meta.v1.FieldsV1': (bytes) => json(blob(partsOf(bytes).get(1))),
  'meta.v1.MicroTime': (bytes) => time(bytes, 6),
  // Kubernetes drops the fractions of a second here, as its JSON has none.
  'meta.v1.Time': (bytes) => time(bytes, 0),
  'resource.Quantity': (bytes) => text(partsOf(bytes).get(1)) || '0',
  'runtime.RawExtension': (bytes) => json(blob(partsOf(bytes).get(1))),
};

const partsOf = (bytes: Buffer): ReadonlyMap<number, WireValue> => new Map(wireValues(bytes));

const long = (value: WireValue | undefined): bigint => (value?.form === 'varint' ? BigInt.asIntN(64, value.value) : 0n);
const whole = (value: WireValue | undefined): number => Number(BigInt.asIntN(32, long(value)));
const blob = (value: WireValue | undefined): Buffer => (value?.form === 'bytes' ? value.value : Buffer.alloc(0));
const text = (value: WireValue | undefined): string => blob(value).toString('utf8');

const json = (bytes: Buffer): unknown => {
  if (bytes.length === 0) return null;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new UnreadableProtobuf(`a raw part is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** RFC 3339 in UTC with so many digits of a second. Nothing at all is Go's zero time. */
const time = (bytes: Buffer, digits: 0 | 6): string | null => {
  if (bytes.length === 0) return null;
  const values = partsOf(bytes);
  const seconds = new Date(Number(long(values.get(1))) * 1000).toISOString().slice(0, 19);
  const micros = Math.trunc(whole(values.get(2)) / 1000);
  return digits === 0 ? `${seconds}Z` : `${seconds}.${String(micros).padStart(6, '0')}Z`;
};

/** Nanoseconds as Go prints a duration: `1h30m0s`, `1.5s`, `250ms`, `0s`. */
const durationText = (nanoseconds: bigint): string => {
  const sign = nanoseconds < 0n ? '-' : '';
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size === 0n) return '0s';
  for (const [unit, factor] of [
    ['ns', 1n],
    ['µs', 1000n],
    ['ms', 1_000_000n],
  ] as const)
    if (size < factor * 1000n) return `${sign}${decimal(size, factor)}${unit}`;
  const minutes = size / 60_000_000_000n;
  const seconds = decimal(size % 60_000_000_000n, 1_000_000_000n);
  const hours = minutes / 60n;
  return `${sign}${hours > 0n ? `${hours}h` : ''}${minutes > 0n ? `${minutes % 60n}m` : ''}${seconds}s`;
};

const decimal = (value: bigint, factor: bigint): string => {
  const digits = String(factor).length - 1;
  const rest = String(value % factor)
    .padStart(digits, '0')
    .slice(0, digits)
    .replace(/0+$/, '');
  return `${value / factor}${rest === '' ? '' : `.${rest}`}`;
};
