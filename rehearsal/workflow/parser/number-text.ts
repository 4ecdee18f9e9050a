const DIGITS = 15;

/** A number as GitHub writes it into text: fifteen digits, as .NET's format G15 does it.
 *  @see https://github.com/actions/runner src/Sdk/Expressions/EvaluationResult.cs (ConvertToString), ExpressionConstants.cs (NumberFormat) */
export function numberText(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return String(value);
  const [mantissa = '', exponentText = ''] = Math.abs(value)
    .toExponential(DIGITS - 1)
    .split('e');
  const digits = mantissa.replace('.', '').replace(/0+$/, '');
  const exponent = Number(exponentText);
  const sign = value < 0 ? '-' : '';
  return sign + (exponent > -5 && exponent < DIGITS ? plain(digits, exponent) : scientific(digits, exponent));
}

function plain(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  return rest === '' ? whole : `${whole}.${rest}`;
}

function scientific(digits: string, exponent: number): string {
  const rest = digits.slice(1);
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.slice(0, 1)}${rest === '' ? '' : `.${rest}`}E${exponent < 0 ? '-' : '+'}${power}`;
}
