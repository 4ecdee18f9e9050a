import { type LabelRequirement, type Labels, takes } from './label-requirement.ts';
import { badRequest } from './status-errors.ts';

export type LabelPredicate = (labels: Labels) => boolean;

const EVERYTHING: LabelPredicate = () => true;

/** Reads a `labelSelector` parameter: equality (`a=b`, `a==b`, `a!=b`), sets (`a in (b,c)`, `a notin (b)`) and existence
 *  (`a`, `!a`), order (`a>1`, `a<1`). https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 *  @throws {StatusError} 400 for a requirement that cannot be read. */
export const parseLabelSelector = (text: string): LabelPredicate => {
  if (text.trim() === '') return EVERYTHING;
  const matchExpressions = splitOutsideParentheses(text).map((part) => requirement(part.trim(), text));
  return (labels) => takes({ matchExpressions }, labels);
};

/** The predicate of a plain `key: value` selector, as Services and `list` take it. */
export const matchesLabels =
  (wanted: Labels): LabelPredicate =>
  (labels) =>
    takes({ matchLabels: wanted }, labels);

const splitOutsideParentheses = (text: string): readonly string[] => text.match(/[^,(]+(?:\([^)]*\))?[^,]*/g) ?? [];

const OPERATORS: Readonly<Record<string, string>> = { in: 'In', notin: 'NotIn', '<': 'Lt', '>': 'Gt', '!=': 'NotIn' };

const requirement = (text: string, whole: string): LabelRequirement => {
  const set = /^([^\s!=,()]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  const equality = /^([^\s!=,()]+)\s*(==|!=|=)\s*([^\s!=,()]*)$/.exec(text);
  const order = /^([^\s!=,()<>]+)\s*([<>])\s*(-?\d+)$/.exec(text);
  const [, key, operator = '', value = ''] = set ?? equality ?? order ?? [];
  if (key !== undefined) {
    const values = set === null ? [value] : value.split(',').map((one) => one.trim());
    return { key, operator: OPERATORS[operator] ?? 'In', values };
  }
  const surplus = /^[^\s!=,()]+\s*(?:==|!=|=)\s*[^\s!=,()]+\s*(==|!=|=|[^\s!=,()]+)/.exec(text);
  if (surplus !== null) throw badRequest(`found '${surplus[1]}', expected: ',' or 'end of string'`);
  const existence = /^(!?)\s*([\w./-]+)$/.exec(text);
  if (existence?.[2] !== undefined)
    return { key: existence[2], operator: existence[1] === '!' ? 'DoesNotExist' : 'Exists' };
  throw badRequest(
    `unable to parse requirement: the label selector ${JSON.stringify(whole)} has the part ${JSON.stringify(text)}, ` +
      'which is none of key=value, key!=value, key in (a,b), key notin (a,b), key, !key',
  );
};
