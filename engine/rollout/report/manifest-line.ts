import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, visit } from 'yaml';
import type { Outcome } from '../../../domain/outcome.ts';
import type { Problem } from '../../../domain/problem.ts';
import type { ManifestLine } from '../request.ts';
import type { Evidence } from './evidence.ts';
import type { ManifestField } from './manifest-field.ts';
import { refusedFields } from './refused-field.ts';

interface End {
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly problems?: readonly Problem[];
  readonly evidence?: Evidence;
}

/** Lines of a text of manifests that gave rise to an end; none where no field did, or it is not in this text. Never throws:
 *  the text may be no YAML at all. */
export function manifestLines(text: string, end: End) {
  const found = (field: ManifestField, sentence: string): ManifestLine[] => {
    const line = lineOf(text, field);
    return line === undefined ? [] : [{ line, sentence }];
  };
  if (end.evidence?.cause !== undefined) return found(end.evidence.cause, end.sentence);
  if (end.problems !== undefined)
    return end.problems.flatMap(({ field, message }) => found({ kind: 'path', path: field }, message));
  // Preflight names what is missing in our own words: Deployment "api" needs ConfigMap "settings".
  const missing = end.outcome === 'refused' ? /(\w+) "([^"]+)" needs (?:key|\w+) "([^"]+)"/.exec(end.sentence) : null;
  const [, kind, name, of] = missing ?? [];
  if (of !== undefined) return found({ kind: 'mention', of, by: `${kind}/${name}` }, end.sentence);
  const fields = end.outcome === 'refused' ? refusedFields(end.sentence) : [];
  return fields.flatMap((path) => found({ kind: 'path', path }, end.sentence));
}

/** @returns the line of the field, or of the closest thing around it that is there. */
export function lineOf(text: string, field: ManifestField): number | undefined {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, { version: '1.1', lineCounter: counter, logLevel: 'silent' });
  const line = (node: Node | undefined) =>
    node?.range === undefined || node.range === null ? undefined : counter.linePos(node.range[0]).line;
  // A document without content is none to whoever reads manifests either.
  const full = documents.filter(({ contents, errors }) => errors.length > 0 || !isNothing(contents));
  for (const [index, { contents, errors }] of full.entries()) {
    const [broken] = errors;
    if (broken !== undefined && field.kind === 'path' && field.path === `manifests[${index}]`)
      return counter.linePos(broken.pos[0]).line;
    for (const { node, titles } of objectsIn(contents, `manifests[${index}]`)) {
      if (field.kind === 'mention') {
        if (titles.includes(field.by)) return line(mention(node, field.of));
        continue;
      }
      const title = titles.find((each) => isBelow(field.path, each));
      if (title !== undefined) return line(closest(node, stepsOf(field.path.slice(title.length))));
    }
  }
  return undefined;
}

const isNothing = (node: unknown): boolean => node === null || (isScalar(node) && node.value === null);

interface TitledNode {
  readonly node: Node;
  /** What problems may call it: by its kind and name, and by where it stands. */
  readonly titles: readonly string[];
}

/** An object, or those of a list, the innermost first. */
function objectsIn(node: Node | null, at: string): readonly TitledNode[] {
  if (node === null) return [];
  const items = isMap(node) ? node.get('items') : undefined;
  const inner = isSeq(items)
    ? items.items.flatMap((item, index) => (isNode(item) ? objectsIn(item, `${at}.items[${index}]`) : []))
    : [];
  const own = titleOf(node);
  return [...inner, { node, titles: own === undefined ? [at] : [own, at] }];
}

const isBelow = (path: string, title: string): boolean =>
  path === title || path.startsWith(`${title}.`) || path.startsWith(`${title}[`);

function titleOf(node: unknown): string | undefined {
  if (!isMap(node)) return undefined;
  const [kind, name] = [node.get('kind'), node.getIn(['metadata', 'name'])];
  return typeof kind === 'string' && typeof name === 'string' ? `${kind}/${name}` : undefined;
}

/** `.spec.containers[0].image` as its steps; `[name=api]` is an item of a list by its name. */
const stepsOf = (path: string): readonly string[] => path.match(/[^.[\]]+/g) ?? [];

function closest(node: Node, [step, ...rest]: readonly string[]): Node {
  if (step === undefined) return node;
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
    if (pair === undefined || !isScalar(pair.key)) return node;
    const { value } = pair;
    return rest.length === 0 || !(isMap(value) || isSeq(value)) ? pair.key : closest(value, rest);
  }
  if (!isSeq(node)) return node;
  const [, name] = step.split('=');
  const item = node.items.find((candidate, index) =>
    name === undefined ? String(index) === step : isMap(candidate) && candidate.get('name') === name,
  );
  return isMap(item) || isScalar(item) ? closest(item, rest) : node;
}

/** The first value that names it. The object's own name is none. */
function mention(node: unknown, name: string): Node | undefined {
  let found: Node | undefined;
  if (!isMap(node)) return undefined;
  visit(node.get('spec', true) ?? node, {
    Pair(_, pair) {
      if (!isPair(pair) || !isScalar(pair.value) || pair.value.value !== name) return undefined;
      found = pair.value;
      return visit.BREAK;
    },
  });
  return found;
}
