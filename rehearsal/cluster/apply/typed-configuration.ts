import type { KubernetesObject } from '../kubernetes-object.ts';
import { plainFailure } from '../storage/status-errors.ts';
import { type FieldPath, fieldElement, itemElement, joined, pathText } from './field-path.ts';
import { goText } from './go-text.ts';
import { atomOf, fieldType } from './schema/schema.ts';
import type { TypeExpression } from './schema/type-expression.ts';

/** Refuses a configuration that does not fit its kind: an undeclared field, a wrong type of value, a key given twice.
 *  @throws {StatusError} with structured-merge-diff's text. */
export const assertTyped = (config: KubernetesObject, type: TypeExpression): void => {
  const problems: string[] = [];
  visit(config, type, '', problems);
  if (problems.length === 0) return;
  const { namespace = '', name } = config.metadata;
  const what = `${namespace}/${name}; ${config.apiVersion}, Kind=${config.kind}`;
  throw plainFailure(`failed to create typed patch object (${what}): ${joinedText(problems)}`);
};

const joinedText = (problems: readonly string[]): string =>
  problems.length === 1 ? (problems[0] ?? '') : `errors:\n${problems.map((problem) => `  ${problem}`).join('\n')}`;

const visit = (value: unknown, type: TypeExpression, path: FieldPath, problems: string[]): void => {
  if (value === undefined || value === null) return;
  const atom = atomOf(type, value);
  if (atom.form === 'scalar') {
    const wrong = scalarProblem(value, type);
    if (wrong !== undefined) problems.push(`${pathText(path)}: ${wrong}`);
    return;
  }
  if (atom.form === 'list') {
    if (!Array.isArray(value)) {
      problems.push(`${pathText(path)}: expected list, got &{${goText(value)}}`);
      return;
    }
    const seen = new Set<string>();
    for (const [index, item] of value.entries()) {
      const element = atom.kind === 'atomic' ? `i:${index}` : itemElement(atom, item);
      if (seen.has(element)) problems.push(`${pathText(path)}: duplicate entries for key ${pathText(element)}`);
      seen.add(element);
      visit(item, atom.element, atom.kind === 'atomic' ? path : joined(path, element), problems);
    }
    return;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    problems.push(`${pathText(path)}: expected map, got &{${goText(value)}}`);
    return;
  }
  const undeclared = Object.keys(value).find((name) => atom.fields !== undefined && atom.fields[name] === undefined);
  if (undeclared !== undefined) {
    problems.push(`${pathText(joined(path, fieldElement(undeclared)))}: field not declared in schema`);
    return;
  }
  for (const [name, child] of Object.entries(value))
    visit(child, fieldType(atom, name), joined(path, fieldElement(name)), problems);
};

const scalarProblem = (value: unknown, type: TypeExpression): string | undefined => {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? undefined : `expected string, got ${goValue(value)}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `expected boolean, got ${goValue(value)}`;
    case 'integer':
    case 'number':
      return typeof value === 'number' ? undefined : `expected numeric (int or float), got ${goType(value)}`;
    case 'quantity':
    case 'int-or-string':
      return typeof value === 'object' ? `expected scalar, got ${goType(value)}` : undefined;
    default:
      return undefined;
  }
};

const goType = (value: unknown): string => {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'map';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'boolean' ? 'boolean' : 'string';
};

const goValue = (value: unknown): string => `&value.valueUnstructured{Value:${JSON.stringify(value)}}`;
