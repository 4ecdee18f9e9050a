/** One number that a process tells of itself. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n' };

/** Reads what a process answers at the path of its metrics.
 *  @throws a sentence for a line that is none: a collector takes nothing of such a page
 *  @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
export const readExposition = (text: string): readonly Sample[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(sample);

function sample(line: string): Sample {
  const [, name, labels = '', told = ''] = LINE.exec(line) ?? [];
  const value = numberOf(told);
  if (name === undefined || value === undefined)
    throw new Error(`"${line}" is no line of metrics, which is a name, labels and a number.`);
  const pairs = [...labels.matchAll(LABEL)].map(([, label = '', text = '']) => [label, unescaped(text)]);
  return { name, labels: Object.fromEntries(pairs), value };
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);

function numberOf(text: string): number | undefined {
  const infinite = /^([+-]?)Inf$/i.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^NaN$/i.test(text)) return Number.NaN;
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? undefined : value;
}
