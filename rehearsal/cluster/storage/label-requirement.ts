import { list, record } from './frozen.ts';

export type Labels = Readonly<Record<string, string>>;

/** What is wanted of one label. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** A selector of the API. */
export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly LabelRequirement[];
}

/** Whether labels are as one requirement wants them. An operator that nobody knows wants what cannot be. The order of numbers is
 *  that of whole ones; nothing else is more or less.
 *  https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 *  apimachinery/pkg/labels/selector.go, Requirement.Matches */
export const meets = ({ key, operator, values = [] }: LabelRequirement, labels: Labels): boolean => {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return wholeNumber(value) > wholeNumber(values[0]);
    case 'Lt':
      return wholeNumber(value) < wholeNumber(values[0]);
    default:
      return false;
  }
};

/** Whether a selector takes these labels: an empty one takes all. */
export const takes = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every((requirement) => meets(requirement, labels));

/** A selector as a manifest has it. */
export const readSelector = (selector: unknown): Required<Selector> => {
  const { matchLabels, matchExpressions } = record(selector);
  return {
    matchLabels: Object.fromEntries(Object.entries(record(matchLabels)).map(([key, value]) => [key, String(value)])),
    matchExpressions: list(matchExpressions).map((expression) => {
      const { key, operator, values } = record(expression);
      return { key: String(key), operator: String(operator), values: list(values).map(String) };
    }),
  };
};

/** Not a number, and so neither more nor less than any, where the text is none. */
const wholeNumber = (text: string | undefined): number => (/^[-+]?\d+$/.test(text ?? '') ? Number(text) : Number.NaN);
