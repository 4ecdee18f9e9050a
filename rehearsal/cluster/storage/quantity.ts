/** Amounts as Kubernetes writes them: `500m`, `1Gi`, `2`, `1e3`. Kept exactly, in billionths.
 *  https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export interface Quantity {
  readonly nano: bigint;
  readonly format: 'decimal' | 'binary';
}

const NANO = 1_000_000_000n;
const DECIMAL: readonly (readonly [suffix: string, nano: bigint])[] = [
  ['E', 10n ** 27n],
  ['P', 10n ** 24n],
  ['T', 10n ** 21n],
  ['G', 10n ** 18n],
  ['M', 10n ** 15n],
  ['k', 10n ** 12n],
  ['', NANO],
  ['m', 10n ** 6n],
  ['u', 10n ** 3n],
  ['n', 1n],
];
const BINARY: readonly (readonly [suffix: string, nano: bigint])[] = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki', ''].map(
  (suffix, index) => [suffix, 1024n ** BigInt(6 - index) * NANO],
);
const PATTERN = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;

/** Reads a quantity; `undefined` when the text is none. */
export const parseQuantity = (value: unknown): Quantity | undefined => {
  const match = PATTERN.exec(String(value).trim());
  if (match?.[2] === undefined || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
  const [, sign, digits, exponent, suffix = ''] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  const unit = exponent === undefined ? unitOf(suffix) : powerOfTen(Number(exponent.slice(1)));
  if (unit === undefined) return undefined;
  const scaled = BigInt(`${whole}${fraction}` || '0') * unit;
  const divisor = 10n ** BigInt(fraction.length);
  // Finer than a billionth is rounded up, as the API does.
  const nano = (scaled + divisor - 1n) / divisor;
  return { nano: sign === '-' ? -nano : nano, format: suffix.endsWith('i') ? 'binary' : 'decimal' };
};

const unitOf = (suffix: string): bigint | undefined =>
  (suffix.endsWith('i') ? BINARY : DECIMAL).find(([name]) => name === suffix)?.[1];

const powerOfTen = (exponent: number): bigint | undefined =>
  exponent < -9 || exponent > 18 ? undefined : 10n ** BigInt(9 + exponent);

/** The canonical text: the largest suffix that leaves a whole number. */
export const quantityText = ({ nano, format }: Quantity): string => {
  if (nano === 0n) return '0';
  const size = nano < 0n ? -nano : nano;
  const binary = format === 'binary' && size >= 1024n * NANO;
  const [suffix, unit] = (binary ? BINARY : DECIMAL).find(([, candidate]) => nano % candidate === 0n) ?? ['n', 1n];
  return `${nano / unit}${suffix}`;
};

/** A quantity in its canonical text; anything else as it is, for validation to name. */
export const canonicalQuantity = (value: unknown): unknown => {
  const quantity = parseQuantity(value);
  return quantity === undefined ? value : quantityText(quantity);
};

export const sum = (quantities: readonly Quantity[]): Quantity => ({
  nano: quantities.reduce((total, { nano }) => total + nano, 0n),
  format: quantities.find(({ nano }) => nano !== 0n)?.format ?? quantities[0]?.format ?? 'decimal',
});
