import { type FieldPath, fieldElement, itemElement, joined } from './field-path.ts';
import type { FieldSet } from './field-set.ts';
import { atomOf, fieldType } from './schema/schema.ts';
import type { TypeExpression } from './schema/type-expression.ts';

/** Every field that an applied configuration speaks about: what its sender comes to own. */
export const fieldsOf = (value: unknown, type: TypeExpression): FieldSet => {
  const set = new Set<FieldPath>();
  visit(value, type, '', set);
  return set;
};

const visit = (value: unknown, type: TypeExpression, path: FieldPath, set: Set<FieldPath>): void => {
  const atom = atomOf(type, value);
  if (atom.form === 'scalar' || (atom.form === 'map' ? atom.atomic : atom.kind === 'atomic')) {
    if (path !== '') set.add(path);
    return;
  }
  if (atom.form === 'list') {
    for (const item of Array.isArray(value) ? value : []) {
      const at = joined(path, itemElement(atom, item));
      visit(item, atom.element, at, set);
      set.add(at);
    }
    return;
  }
  for (const [name, child] of Object.entries((value ?? {}) as Record<string, unknown>)) {
    const at = joined(path, fieldElement(name));
    visit(child, fieldType(atom, name), at, set);
    // Empty maps and free keys are owned themselves; a declared field only by what is in it.
    if (isEmptyMap(child) || atom.fields?.[name] === undefined) set.add(at);
  }
};

const isEmptyMap = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);
