/** Forms in which a secret may show up in a log without being the same text. The two of PowerShell are left out: it is not run here.
 *  @see https://github.com/actions/runner src/Runner.Common/HostContext.cs (AddValueEncoder) */
const ENCODERS: readonly ((value: string) => string)[] = [
  (value) => Buffer.from(value).toString('base64'),
  (value) => Buffer.from(value).subarray(1).toString('base64'),
  (value) => Buffer.from(value).subarray(2).toString('base64'),
  (value) => value.replaceAll('"', '\\"'),
  (value) => value.replaceAll("'", "''"),
  (value) => JSON.stringify(value).slice(1, -1),
  (value) => encodeURIComponent(value),
  (value) => value.replace(/[&<>"']/g, (character) => `&${XML[character] ?? ''};`),
  (value) => (value.length > 8 && /^".*"$/s.test(value) ? value.slice(1, -1) : value),
];
const XML: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** What must not be read in any log of a job. A value added counts from the next line on, in every step. */
export class Masks {
  readonly #values = new Set<string>();

  /** Hides a value, each of its lines, and the forms that encoders give it. Blank values hide nothing. */
  add(value: string): void {
    for (const part of [value, ...value.split(/[\r\n]+/).map((line) => line.trim())]) {
      if (part.trim() === '') continue;
      this.#values.add(part);
      for (const encode of ENCODERS) {
        const encoded = encode(part);
        if (encoded.trim() !== '') this.#values.add(encoded);
      }
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
