import { badRequest } from './status-errors.ts';

export type Labels = Readonly<Record<string, string>>;
export type LabelPredicate = (labels: Labels) => boolean;

const EVERYTHING: LabelPredicate = () => true;

/** Reads a `labelSelector` parameter: equality (`a=b`, `a==b`, `a!=b`), sets (`a in (b,c)`, `a notin (b)`) and existence
 *  (`a`, `!a`), order (`a>1`, `a<1`). https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 *  @throws {StatusError} 400 for a requirement that cannot be read. */
export const parseLabelSelector = (text: string): LabelPredicate => {
  if (text.trim() === '') return EVERYTHING;
  const requirements = splitOutsideParentheses(text).map((part) => requirement(part.trim(), text));
  return (labels) => requirements.every((matches) => matches(labels));
};

/** The predicate of a plain `key: value` selector, as Services and `list` take it. */
export const matchesLabels =
  (wanted: Labels): LabelPredicate =>
  (labels) =>
    Object.entries(wanted).every(([key, value]) => labels[key] === value);

const splitOutsideParentheses = (text: string): readonly string[] => text.match(/[^,(]+(?:\([^)]*\))?[^,]*/g) ?? [];

const requirement = (text: string, whole: string): LabelPredicate => {
  const set = /^([^\s!=,()]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (set?.[1] !== undefined && set[3] !== undefined) {
    const [, key, operator, values] = set;
    const wanted = new Set(values.split(',').map((value) => value.trim()));
    return operator === 'in'
      ? (labels) => labels[key] !== undefined && wanted.has(labels[key])
      : (labels) => labels[key] === undefined || !wanted.has(labels[key]);
  }
  const equality = /^([^\s!=,()]+)\s*(==|!=|=)\s*([^\s!=,()]*)$/.exec(text);
  if (equality?.[1] !== undefined && equality[3] !== undefined) {
    const [, key, operator, value] = equality;
    return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const order = /^([^\s!=,()<>]+)\s*([<>])\s*(-?\d+)$/.exec(text);
  if (order?.[1] !== undefined) {
    const [, key, operator, bound] = order;
    return (labels) => {
      const value = labels[key];
      if (value === undefined || !/^-?\d+$/.test(value)) return false;
      return operator === '>' ? Number(value) > Number(bound) : Number(value) < Number(bound);
    };
  }
  const surplus = /^[^\s!=,()]+\s*(?:==|!=|=)\s*[^\s!=,()]+\s*(==|!=|=|[^\s!=,()]+)/.exec(text);
  if (surplus !== null) throw badRequest(`found '${surplus[1]}', expected: ',' or 'end of string'`);
  const existence = /^(!?)\s*([\w./-]+)$/.exec(text);
  if (existence?.[2] !== undefined) {
    const [, negation, key] = existence;
    return negation === '!' ? (labels) => labels[key] === undefined : (labels) => labels[key] !== undefined;
  }
  throw badRequest(
    `unable to parse requirement: the label selector ${JSON.stringify(whole)} has the part ${JSON.stringify(text)}, ` +
      'which is none of key=value, key!=value, key in (a,b), key notin (a,b), key, !key',
  );
};
