import type { FieldProblem } from '../status-errors.ts';
import { invalid } from './problem.ts';

/* Rules of names: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 * Texts: apimachinery `pkg/util/validation`. */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const CONFIG_KEY = '[-._a-zA-Z0-9]+';

const expressions = new Map<string, RegExp>();

const whole = (pattern: string, text: string): boolean => {
  const expression = expressions.get(pattern) ?? new RegExp(`^${pattern}$`);
  expressions.set(pattern, expression);
  return expression.test(text);
};

const RULES = {
  label: {
    pattern: LABEL,
    limit: 63,
    why: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
  },
  subdomain: {
    pattern: SUBDOMAIN,
    limit: 253,
    why: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
  },
  configKey: {
    pattern: CONFIG_KEY,
    limit: 253,
    why: `a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '${CONFIG_KEY}')`,
  },
} as const;

/** Checks a name by one of the rules above. */
export const named = (rule: keyof typeof RULES, field: string, value: unknown): readonly FieldProblem[] => {
  const { pattern, limit, why } = RULES[rule];
  const text = String(value);
  return [
    ...(text.length > limit ? [invalid(field, value, `must be no more than ${limit} characters`)] : []),
    ...(whole(pattern, text) ? [] : [invalid(field, value, isDotted(rule, text) ? 'must not contain dots' : why)]),
  ];
};

const isDotted = (rule: keyof typeof RULES, text: string): boolean =>
  rule === 'label' && text.includes('.') && whole(SUBDOMAIN, text);

/** Keys of labels and annotations: `name` or `prefix/name`. */
export const qualifiedName = (field: string, key: string): readonly FieldProblem[] => {
  const [prefix, name] = key.includes('/') ? key.split('/', 2) : [undefined, key];
  const why = `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}')`;
  const text = name ?? '';
  if (key.split('/').length > 2) {
    const whole = why.replace('name part must', 'a valid label key must');
    return [invalid(field, key, `${whole} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`)];
  }
  return [
    ...(prefix !== undefined && !whole(SUBDOMAIN, prefix)
      ? [invalid(field, key, `prefix part ${RULES.subdomain.why}`)]
      : []),
    ...(text === '' ? [invalid(field, key, 'name part must be non-empty')] : []),
    ...(text.length > 63 ? [invalid(field, key, 'name part must be no more than 63 characters')] : []),
    ...(whole(QUALIFIED, text) ? [] : [invalid(field, key, why)]),
  ];
};

/** Keys and values of labels. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export const labels = (field: string, values: Readonly<Record<string, unknown>>): readonly FieldProblem[] =>
  Object.entries(values).flatMap(([key, value]) => {
    const text = String(value);
    const why = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${LABEL_VALUE}')`;
    return [
      ...qualifiedName(field, key),
      ...(text.length > 63 ? [invalid(field, value, 'must be no more than 63 characters')] : []),
      ...(whole(LABEL_VALUE, text) ? [] : [invalid(field, value, why)]),
    ];
  });
