import { canonical, isObject, type Json } from './json.ts';

/** Letters and digits of generated names: k8s.io/apimachinery/pkg/util/rand `alphanums`. */
const GENERATED = '[bcdfghjklmnpqrstvwxz2456789]';

interface Rule {
  readonly what: string;
  readonly pattern: RegExp;
}

/** What differs between two runs of the same case on the same cluster. */
const RULES: readonly Rule[] = [
  // A whole object within an error's text: too much of it changes from run to run.
  { what: 'object', pattern: /"\{(?:[^"\\]|\\.)*\}"(?=:)/g },
  // What changed, in a server's internal names: the sentence before it says enough.
  { what: '', pattern: /\n@@ -\d[\s\S]*$/g },
  { what: 'time', pattern: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g },
  { what: 'uid', pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g },
  { what: 'container', pattern: /\bcontainerd:\/\/[0-9a-f]{64}\b/g },
  { what: 'address', pattern: /\b(?:\d{1,3}\.){3}\d{1,3}\b/g },
  { what: 'hash', pattern: new RegExp(`(?<=[a-z0-9]-)(${GENERATED}{7,10})(?![A-Za-z0-9])`, 'g') },
  { what: 'suffix', pattern: new RegExp(`(?<=(?:[a-z0-9]|hash \\d+>)-)(${GENERATED}{5})(?![A-Za-z0-9])`, 'g') },
  { what: 'event', pattern: /(?<=[a-z0-9>]\.)([0-9a-f]{16})\b/g },
  {
    what: 'version',
    pattern: /(?<=too old resource version: \d+ \(|ResourceVersion in record \()(\d+)/g,
  },
  { what: 'duration', pattern: /(?<=\bin |\()(\d[\d.]*(?:ms|µs|s))(?=\b)/g },
  { what: 'size', pattern: /(?<=Image size: )(\d+)/g },
];

/** Keys whose whole value is replaced, because its form says nothing. */
const KEYS: Readonly<Record<string, string>> = {
  resourceVersion: 'version',
  'pod-template-hash': 'hash',
  'controller.kubernetes.io/hash': 'hash',
  'controller-revision-hash': 'hash',
  nodeName: 'node',
  continue: 'continue',
  imageID: 'image id',
};

/** Kinds of which every value means the same to a reader: when, and how long. */
const ANONYMOUS: ReadonlySet<string> = new Set(['time', 'duration', 'size', 'continue', 'node', 'object']);

/** A trace without what differs from run to run: uids, versions, times, addresses, generated names. Equal values get equal
 *  placeholders, numbered in the order of appearance, so that "the same uid as before" still shows. Keys are sorted. */
export function normalise(trace: Json, namespace: string): Json {
  const seen = new Map<string, Map<string, string>>();
  const placeholder = (what: string, value: string): string => {
    if (what === '') return '';
    if (ANONYMOUS.has(what)) return `<${what}>`;
    const known = seen.get(what) ?? new Map<string, string>();
    seen.set(what, known);
    const name = known.get(value) ?? `<${what} ${known.size + 1}>`;
    known.set(value, name);
    return name;
  };
  const textOf = (value: string): string => {
    let out = value.replaceAll(namespace, '<namespace>');
    for (const { what, pattern } of RULES) out = out.replace(pattern, (found) => placeholder(what, found));
    return out;
  };
  const walk = (value: Json, key: string): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => walk(item, key));
    if (isObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [textOf(name), walk(item ?? null, name)]));
    const what = KEYS[key];
    if (typeof value !== 'string') return value;
    // The revision of a StatefulSet's pod is a name with a hash at its end, that of a DaemonSet's the hash alone.
    const isNamed = what === 'hash' && value.includes('-');
    return what !== undefined && value !== '' && !isNamed ? placeholder(what, value) : textOf(value);
  };
  return walk(canonical(trace), '');
}
