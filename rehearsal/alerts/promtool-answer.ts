/** An alert that fires, as Prometheus tells it. */
export interface FiredAlert {
  readonly name: string;
  /** Seconds after the first number was collected. */
  readonly after: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const ASKED = /^\s*alertname: (\S+), time: (\w+),/;
const TOLD = /^\s*(Labels|Annotations):\{(.*)\}$/;
const PAIR = /(\w+)=("(?:[^"\\]|\\.)*")/g;

/** Reads what promtool holds against a test that expected no alert: each alert once, when it fires first. */
export function firedAlerts(text: string): readonly FiredAlert[] {
  const found = new Map<string, FiredAlert>();
  let asked: { readonly name: string; readonly after: number } | undefined;
  let labels: Readonly<Record<string, string>> = {};
  for (const line of text.split('\n')) {
    const [, name, time = ''] = ASKED.exec(line) ?? [];
    if (name !== undefined) asked = { name, after: secondsOf(time) };
    const [, what, told = ''] = TOLD.exec(line) ?? [];
    if (what === 'Labels') labels = pairs(told);
    if (what !== 'Annotations' || asked === undefined) continue;
    const key = JSON.stringify(labels);
    const before = found.get(key);
    if (before === undefined || asked.after < before.after)
      found.set(key, { ...asked, labels, annotations: pairs(told) });
  }
  return [...found.values()].toSorted((a, b) => a.after - b.after);
}

const pairs = (told: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...told.matchAll(PAIR)].map(([, name = '', quoted = '']) => [name, unquoted(quoted)]));

/** Go quotes as JSON does, but for a few characters that nobody writes into an alert. */
function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** As Prometheus writes lengths of time: `3m30s`. */
const secondsOf = (text: string): number =>
  [...text.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, count = '', unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0),
    0,
  );
