/** What an unquoted word of a manifest is to Kubernetes: JSON's values, or a number that JSON has no word for. */
export type Scalar =
  | { readonly kind: 'value'; readonly value: null | boolean | number | bigint | string }
  | { readonly kind: 'no-json' };

const NULLS = ['', '~', 'null', 'Null', 'NULL'];
const TRUES = ['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'];
const FALSES = ['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'];
const NO_JSON = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
/** As Go reads a whole number of any base: a zero in front makes it octal. */
const WHOLE = /^([-+]?)(0x[\da-f]+|0b[01]+|0o?[0-7]+|0|[1-9]\d*)$/i;
const FRACTION = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i;
/** What may begin a number. A point may begin one, too, but then it has no underscores. */
const BEGINS = /^[-+\d]/;

/** What Go's numbers of 64 bits hold; what is larger is a float to it. */
const [SMALLEST, LARGEST] = [-(2n ** 63n), 2n ** 64n - 1n];

/** Reads an unquoted word as kubectl and the API server do, whose reader knows YAML 1.1 without its times of day in base 60, and
 *  numbers as Go has them. A number that is no float, and larger than floats are exact, is a bigint.
 *  @see https://github.com/kubernetes-sigs/yaml/blob/v1.6.0/goyaml.v2/resolve.go */
export function readScalar(word: string): Scalar {
  if (NULLS.includes(word)) return { kind: 'value', value: null };
  if (TRUES.includes(word)) return { kind: 'value', value: true };
  if (FALSES.includes(word)) return { kind: 'value', value: false };
  if (NO_JSON.test(word)) return { kind: 'no-json' };
  return { kind: 'value', value: numberOf(word) ?? word };
}

function numberOf(word: string): number | bigint | undefined {
  const digits = BEGINS.test(word) ? word.replaceAll('_', '') : word;
  const whole = WHOLE.exec(digits);
  if (whole !== null) {
    const [, sign = '', size = ''] = whole;
    const found = BigInt(/^0[0-7]/.test(size) ? `0o${size.slice(1)}` : size) * (sign === '-' ? -1n : 1n);
    const exact = Number.isSafeInteger(Number(found)) || found < SMALLEST || found > LARGEST;
    return exact ? Number(found) : found;
  }
  const fraction = FRACTION.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(fraction) ? fraction : undefined;
}

/** Whether this text, unquoted, is read as the text that it is. */
export function isPlainText(text: string): boolean {
  const scalar = readScalar(text);
  return scalar.kind === 'value' && scalar.value === text;
}
