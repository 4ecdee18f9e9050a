/** The number that a text stands for where GitHub wants one: `Number()` of JavaScript without binary digits, and with hexadecimal and
 *  octal ones of 32 bits and a sign. NaN for any other text.
 *  @see https://github.com/actions/runner src/Sdk/Expressions/Sdk/ExpressionUtility.cs (ParseNumber) */
export function textNumber(text: string): number {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed);
  if (/^0x[\da-f]+$/i.test(trimmed) && trimmed[1] === 'x') return signed(trimmed.slice(2), 16);
  if (/^0o[0-7]+$/.test(trimmed)) return signed(trimmed.slice(2), 8);
  if (/^[+-]?infinity$/i.test(trimmed)) return trimmed.startsWith('-') ? -Infinity : Infinity;
  return Number.NaN;
}

function signed(digits: string, base: number): number {
  const value = Number.parseInt(digits, base);
  return value > 0xff_ff_ff_ff ? Number.NaN : value | 0;
}
