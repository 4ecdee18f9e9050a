/** Forms in which a secret may show up in a log without being the same text.
 *  @see https://github.com/actions/runner src/Sdk/DTLogging/Logging/ValueEncoders.cs
 *  @see https://github.com/actions/runner src/Runner.Common/HostContext.cs (AddValueEncoder) */
const ENCODERS: readonly ((value: string) => string)[] = [
  (value) => Buffer.from(value).toString('base64'),
  (value) => Buffer.from(value).subarray(1).toString('base64'),
  (value) => Buffer.from(value).subarray(2).toString('base64'),
  (value) => value.replaceAll('"', '\\"'),
  (value) => value.replaceAll("'", "''"),
  (value) => JSON.stringify(value).slice(1, -1),
  (value) => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/[!'()*]/g, percent),
  (value) => value.replace(/[&<>"']/g, (character) => `&${XML[character] ?? ''};`),
  (value) => (value.length > 8 && /^".*"$/s.test(value) ? value.slice(1, -1) : value),
  (value) => longPart(value.slice(0, endOfSection(value))),
  (value) => longPart(value.includes('&+') ? value.slice(endOfSection(value) + 1) : value.slice(endOfSection(value))),
];

/** PowerShell colours parts of a command that fails, and splits it at its ampersands for that. */
const endOfSection = (value: string): number => {
  const coloured = value.indexOf('&+');
  return coloured >= 0 ? coloured + 2 : value.lastIndexOf('&') + 1;
};
const longPart = (part: string): string => (part.length >= 6 ? part : '');
const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
const XML: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** What must not be read in any log of a job. A value added counts from the next line on, in every step. */
export class Masks {
  readonly #values = new Set<string>();

  /** Hides a value, each of its lines, and the forms that encoders give it. Blank values hide nothing. */
  add(value: string): void {
    for (const part of [value, ...value.split(/[\r\n]+/).map((line) => line.trim())]) this.addWhole(part);
  }

  /** Hides a value and the forms that encoders give it, not its lines one by one. */
  addWhole(value: string): void {
    if (value.trim() === '') return;
    this.#values.add(value);
    for (const encode of ENCODERS) {
      const encoded = encode(value);
      if (encoded.trim() !== '') this.#values.add(encoded);
    }
  }

  /** The text with every hidden value replaced by `***`; values that overlap become one. */
  hide(text: string): string {
    const ranges: [number, number][] = [];
    for (const value of this.#values) {
      for (let from = text.indexOf(value); from >= 0; from = text.indexOf(value, from + 1)) {
        ranges.push([from, from + value.length]);
      }
    }
    if (ranges.length === 0) return text;
    ranges.sort(([a], [b]) => a - b);
    let result = '';
    let end = 0;
    let open = false;
    for (const [from, to] of ranges) {
      if (!open || from > end) {
        result += `${text.slice(end, from)}***`;
        open = true;
      }
      end = Math.max(end, to);
    }
    return result + text.slice(end);
  }
}
